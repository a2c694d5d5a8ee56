// SPDX-License-Identifier: Apache-2.0
// API keys through the built plugin and its ABI tables.
#include "key_list.h"
#include "support/test_host.h"
#include "support/test_plugin.h"
#include "support/test_stores.h"

#include <cppunit/extensions/HelperMacros.h>
#include <memory>

namespace {

using portico::Value;
using portico::test::TestExchange;
using portico::test::TestPlugin;

const std::string key = "pk_" + std::string(43, 'A'), unknown = "pk_" + std::string(43, 'B');
constexpr std::int64_t day = 86400000;

std::string hexOf(const std::string& text) {
    const auto digest = auth_apikey::digestOf(text);
    std::string hex(digest.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    hex.pop_back();
    return hex;
}

class PluginTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(PluginTest);
    CPPUNIT_TEST(testKeyInEitherHeaderIdentifiesItsUser);
    CPPUNIT_TEST(testIdentityHasSchemeAndScopesAndNoLogin);
    CPPUNIT_TEST(testRequestWithoutAKeyIsAnonymous);
    CPPUNIT_TEST(testUnknownKeyIsDenied);
    CPPUNIT_TEST(testTwoKeysAreDenied);
    CPPUNIT_TEST(testNoKeyIsAcceptedOverPlainHttpFromOtherMachines);
    CPPUNIT_TEST(testKeyIsRefusedFromItsDayOn);
    CPPUNIT_TEST(testKeyOfAnUnknownUserIsDenied);
    CPPUNIT_TEST(testDisabledUserIsOutAfterOneSecond);
    CPPUNIT_TEST(testStoreThatIsDownIdentifiesNobody);
    CPPUNIT_TEST(testLogNamesTheKeyAndNeverContainsIt);
    CPPUNIT_TEST(testEveryAnswerVariesWithTheHeader);
    CPPUNIT_TEST(testChallengeNamesTheSchemeAndWhetherAKeyWasSent);
    CPPUNIT_TEST(testChallengeOverPlainHttpRequestsNoKey);
    CPPUNIT_TEST(testInvalidEntryIsRefusedAtTheStart);
    CPPUNIT_TEST_SUITE_END();

    portico::test::TestHost host_;
    portico::test::TestStores stores_{[this] { return host_.seconds(); }};
    std::unique_ptr<TestPlugin> plugin_;

    void start(const std::string& digest = hexOf(key), const std::string& expires = "") {
        plugin_.reset();
        host_.values["keys"] = Value::List{Value::Map{{"id", "nightly"},
                                                      {"sha256", digest},
                                                      {"user", "ada"},
                                                      {"scopes", Value::List{"orders:read", "orders:write"}},
                                                      {"expires", expires}}};
        plugin_ = std::make_unique<TestPlugin>(AUTH_APIKEY_SO, host_);
    }
    TestPlugin::Who ask(const TestExchange::Fields& headers, std::uint32_t flags = PORTICO_EXCHANGE_LOOPBACK) const {
        TestExchange x;
        x.flags = flags;
        x.headers = headers;
        return plugin_->identify(x);
    }
    TestPlugin::Who ask() const { return ask({{"X-Api-Key", key}}); }
    void isKnown(const TestPlugin::Who& who) const {
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, who.status);
        CPPUNIT_ASSERT_EQUAL(std::string("ada"), who.name);
    }
    void isNot(portico_status status, const TestPlugin::Who& who) const {
        CPPUNIT_ASSERT_EQUAL(status, who.status);
        CPPUNIT_ASSERT_EQUAL(0, who.told);
    }

public:
    void setUp() override {
        host_.settings = {{"realm", "portico"}, {"allow_insecure", "false"}};
        host_.capabilities = {{PORTICO_USERS, stores_.usersProvider()}};
        stores_.users().add("ada", "12345");
        start();
    }

    void testKeyInEitherHeaderIdentifiesItsUser() {
        isKnown(ask({{"X-Api-Key", key}}));
        isKnown(ask({{"Authorization", "bearer  " + key}}));
        isKnown(ask({{"X-Api-Key", key}}, PORTICO_EXCHANGE_SECURE));
    }

    void testIdentityHasSchemeAndScopesAndNoLogin() {
        const TestPlugin::Who who = ask();
        CPPUNIT_ASSERT_EQUAL(std::string("api_key"), who.scheme);
        CPPUNIT_ASSERT_EQUAL(std::string("orders:read orders:write"), who.scopes);
        CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, who.login);
        CPPUNIT_ASSERT_EQUAL(std::string(), who.session);
    }

    void testRequestWithoutAKeyIsAnonymous() {
        isNot(PORTICO_NOT_FOUND, ask({}));
        isNot(PORTICO_NOT_FOUND, ask({{"Authorization", "Basic YWRhOjEyMzQ1"}}));
        isNot(PORTICO_NOT_FOUND, ask({{"Authorization", "Bearer eyJhbGciOiJIUzI1NiJ9.e30.x"}}));
    }

    void testUnknownKeyIsDenied() {
        for (const std::string& sent : {unknown, key + "A", key.substr(0, 45), std::string(), hexOf(key)})
            isNot(PORTICO_DENIED, ask({{"X-Api-Key", sent}}));
        isNot(PORTICO_DENIED, ask({{"Authorization", "Bearer pk_"}}));
    }

    void testTwoKeysAreDenied() {
        isNot(PORTICO_DENIED, ask({{"X-Api-Key", key}, {"X-Api-Key", key}}));
        isNot(PORTICO_DENIED, ask({{"X-Api-Key", key}, {"Authorization", "Bearer " + key}}));
        isNot(PORTICO_DENIED, ask({{"Authorization", "Basic YTpi"}, {"Authorization", "Bearer " + key}}));
    }

    void testNoKeyIsAcceptedOverPlainHttpFromOtherMachines() {
        isNot(PORTICO_DENIED, ask({{"X-Api-Key", key}}, 0));
        host_.settings["allow_insecure"] = "true";
        start();
        isKnown(ask({{"X-Api-Key", key}}, 0));
    }

    void testKeyIsRefusedFromItsDayOn() {
        host_.milliseconds = 1801353600000 - 1; // the end of 2027-01-30
        start(hexOf(key), "2027-01-31");
        isKnown(ask());
        host_.advance(1);
        isNot(PORTICO_DENIED, ask());
        host_.advance(day);
        start(hexOf(key), "2027-01-31");
        CPPUNIT_ASSERT(host_.hasLogged("has expired; remove it"));
        isNot(PORTICO_DENIED, ask());
    }

    void testKeyOfAnUnknownUserIsDenied() {
        stores_.users().people.clear();
        isNot(PORTICO_DENIED, ask());
        stores_.users().add("ada", "12345");
        isKnown(ask()); // nothing is remembered about a user who did not exist
    }

    void testDisabledUserIsOutAfterOneSecond() {
        isKnown(ask());
        stores_.users().people["u1"].user.disabled = true;
        host_.advance(999);
        isKnown(ask());
        host_.advance(1);
        isNot(PORTICO_DENIED, ask());
        isNot(PORTICO_DENIED, ask());
    }

    void testStoreThatIsDownIdentifiesNobody() {
        isKnown(ask());
        host_.advance(1000);
        stores_.users().down = true;
        isNot(PORTICO_UNAVAILABLE, ask());
        isNot(PORTICO_DENIED, ask({{"X-Api-Key", unknown}})); // no store is needed for that
    }

    void testLogNamesTheKeyAndNeverContainsIt() {
        stores_.users().people.clear();
        isNot(PORTICO_DENIED, ask());
        CPPUNIT_ASSERT(host_.hasLogged("the API key \"nightly\" was refused: it belongs to no enabled user"));
        isNot(PORTICO_DENIED, ask({{"X-Api-Key", unknown}}));
        CPPUNIT_ASSERT(!host_.hasLogged("AAAA") && !host_.hasLogged("BBBB"));
    }

    void testEveryAnswerVariesWithTheHeader() {
        for (const TestExchange::Fields& headers : {TestExchange::Fields{}, TestExchange::Fields{{"X-Api-Key", key}}}) {
            TestExchange x;
            x.headers = headers;
            plugin_->identify(x);
            CPPUNIT_ASSERT(x.answerHeader("Vary") == "X-Api-Key");
        }
    }

    void testChallengeNamesTheSchemeAndWhetherAKeyWasSent() {
        TestExchange none, wrong;
        plugin_->challenge(none);
        CPPUNIT_ASSERT_EQUAL(401, none.status);
        CPPUNIT_ASSERT(none.answerHeader("WWW-Authenticate") == R"(Bearer realm="portico")");
        wrong.headers = {{"X-Api-Key", unknown}};
        plugin_->challenge(wrong);
        CPPUNIT_ASSERT(wrong.answerHeader("WWW-Authenticate") == R"(Bearer realm="portico", error="invalid_token")");
    }

    void testChallengeOverPlainHttpRequestsNoKey() {
        TestExchange x;
        x.flags = 0;
        plugin_->challenge(x);
        CPPUNIT_ASSERT_EQUAL(403, x.status);
        CPPUNIT_ASSERT(!x.answerHeader("WWW-Authenticate"));
    }

    void testInvalidEntryIsRefusedAtTheStart() {
        CPPUNIT_ASSERT_THROW(start(key), portico::Error); // the key in place of its digest
        CPPUNIT_ASSERT_THROW(start(hexOf(key), "soon"), portico::Error);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(PluginTest);

} // namespace
