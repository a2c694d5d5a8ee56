// SPDX-License-Identifier: Apache-2.0
// HTTP Basic through the built plugin and its ABI tables.
#include "support/test_host.h"
#include "support/test_plugin.h"
#include "support/test_stores.h"

#include <cppunit/extensions/HelperMacros.h>
#include <memory>

namespace {

using portico::test::TestExchange;
using portico::test::TestPlugin;

const std::string ada = "Basic YWRhOjEyMzQ1";          // ada:12345
const std::string wrong = "Basic YWRhOjU0MzIx";        // ada:54321
const std::string stranger = "Basic Z2hvc3Q6MTIzNDU="; // ghost:12345

class PluginTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(PluginTest);
    CPPUNIT_TEST(testRightPasswordMakesTheUserKnownWithoutASession);
    CPPUNIT_TEST(testLoginIsWhenThePasswordWasChecked);
    CPPUNIT_TEST(testRequestWithoutBasicIsAnonymous);
    CPPUNIT_TEST(testWrongPasswordUnknownNameAndBrokenHeaderAreDenied);
    CPPUNIT_TEST(testDuplicateHeaderIsDenied);
    CPPUNIT_TEST(testNoPasswordIsAcceptedOverPlainHttpFromOtherMachines);
    CPPUNIT_TEST(testAThousandRequestsCostOneHash);
    CPPUNIT_TEST(testPasswordIsCheckedAgainAfterAMinute);
    CPPUNIT_TEST(testWrongPasswordIsNeverRemembered);
    CPPUNIT_TEST(testUserIsLookedUpOnceASecond);
    CPPUNIT_TEST(testDisabledUserIsOutAfterOneSecond);
    CPPUNIT_TEST(testDeletedUserIsOutAfterOneSecond);
    CPPUNIT_TEST(testOldPasswordIsRefusedOneSecondAfterTheChange);
    CPPUNIT_TEST(testPasswordChangedInThisSecondIsNotRemembered);
    CPPUNIT_TEST(testUserOfAnotherRevisionIsCheckedAgain);
    CPPUNIT_TEST(testBusyHashingIdentifiesNobody);
    CPPUNIT_TEST(testStoreThatIsDownIdentifiesNobody);
    CPPUNIT_TEST(testChallengeNamesRealmAndCharset);
    CPPUNIT_TEST(testChallengeOverPlainHttpRequestsNoPassword);
    CPPUNIT_TEST(testBadRealmIsRefused);
    CPPUNIT_TEST(testThereIsNoLoginOrLogoutPage);
    CPPUNIT_TEST_SUITE_END();

    portico::test::TestHost host_;
    portico::test::TestStores stores_{[this] { return host_.seconds(); }};
    std::unique_ptr<TestPlugin> plugin_;

    void start() { plugin_ = std::make_unique<TestPlugin>(AUTH_BASIC_SO, host_); }
    TestPlugin::Who ask(const std::string& authorization, std::uint32_t flags = PORTICO_EXCHANGE_LOOPBACK) {
        TestExchange x;
        x.flags = flags;
        x.headers = {{"Authorization", authorization}};
        return plugin_->identify(x);
    }
    void isKnown(const TestPlugin::Who& who) {
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, who.status);
        CPPUNIT_ASSERT_EQUAL(std::string("ada"), who.name);
    }
    void isNot(portico_status status, const TestPlugin::Who& who) {
        CPPUNIT_ASSERT_EQUAL(status, who.status);
        CPPUNIT_ASSERT_EQUAL(0, who.told);
    }
    portico::User& user() { return stores_.users().people["u1"].user; }

public:
    void setUp() override {
        host_.settings = {{"realm", "portico"}, {"allow_insecure", "false"}};
        host_.capabilities = {{PORTICO_USERS, stores_.usersProvider()}};
        stores_.users().add("ada", "12345");
        start();
    }

    void testRightPasswordMakesTheUserKnownWithoutASession() {
        isKnown(ask(ada));
        CPPUNIT_ASSERT_EQUAL(std::string(), ask(ada).session);
        isKnown(ask(ada, PORTICO_EXCHANGE_SECURE));
    }

    void testLoginIsWhenThePasswordWasChecked() {
        const std::int64_t login = host_.seconds();
        for (int i = 0; i < 3; ++i, host_.advance(1500)) {
            const TestPlugin::Who who = ask(ada);
            CPPUNIT_ASSERT_EQUAL(std::string("basic"), who.scheme);
            CPPUNIT_ASSERT_EQUAL(login, who.login);
            CPPUNIT_ASSERT_EQUAL(std::string(), who.scopes);
        }
    }

    void testRequestWithoutBasicIsAnonymous() {
        TestExchange x;
        isNot(PORTICO_NOT_FOUND, plugin_->identify(x));
        isNot(PORTICO_NOT_FOUND, ask("Bearer YWRhOjEyMzQ1"));
    }

    void testWrongPasswordUnknownNameAndBrokenHeaderAreDenied() {
        for (const std::string& value :
             {wrong, stranger, std::string("Basic"), std::string("Basic !"), ada + "=", ada + " "})
            isNot(PORTICO_DENIED, ask(value));
    }

    void testDuplicateHeaderIsDenied() {
        TestExchange x;
        x.headers = {{"Authorization", ada}, {"Authorization", ada}};
        isNot(PORTICO_DENIED, plugin_->identify(x));
    }

    void testNoPasswordIsAcceptedOverPlainHttpFromOtherMachines() {
        isNot(PORTICO_DENIED, ask(ada, 0));
        CPPUNIT_ASSERT_EQUAL(0, stores_.users().verifies);
        host_.settings["allow_insecure"] = "true";
        start();
        isKnown(ask(ada, 0));
    }

    void testAThousandRequestsCostOneHash() {
        for (int i = 0; i < 1000; ++i) isKnown(ask(ada));
        CPPUNIT_ASSERT_EQUAL(1, stores_.users().verifies);
        CPPUNIT_ASSERT_EQUAL(0, stores_.users().gets);
    }

    void testPasswordIsCheckedAgainAfterAMinute() {
        isKnown(ask(ada));
        host_.advance(59999);
        isKnown(ask(ada));
        CPPUNIT_ASSERT_EQUAL(1, stores_.users().verifies);
        host_.advance(1);
        isKnown(ask(ada));
        CPPUNIT_ASSERT_EQUAL(2, stores_.users().verifies);
    }

    void testWrongPasswordIsNeverRemembered() {
        isNot(PORTICO_DENIED, ask(wrong));
        stores_.users().people["u1"].password = "54321";
        isKnown(ask(wrong));
    }

    void testUserIsLookedUpOnceASecond() {
        for (int i = 0; i < 30; ++i) {
            isKnown(ask(ada));
            host_.advance(100);
        }
        CPPUNIT_ASSERT_EQUAL(2, stores_.users().gets);
    }

    void testDisabledUserIsOutAfterOneSecond() {
        isKnown(ask(ada));
        user().disabled = true;
        host_.advance(999);
        isKnown(ask(ada));
        host_.advance(1);
        isNot(PORTICO_DENIED, ask(ada));
    }

    void testDeletedUserIsOutAfterOneSecond() {
        isKnown(ask(ada));
        stores_.users().people.clear();
        host_.advance(1000);
        isNot(PORTICO_DENIED, ask(ada));
    }

    void testOldPasswordIsRefusedOneSecondAfterTheChange() {
        isKnown(ask(ada));
        stores_.users().people["u1"].password = "54321";
        user().changed = host_.seconds();
        host_.advance(1000);
        isNot(PORTICO_DENIED, ask(ada));
        isKnown(ask(wrong)); // now the correct password
    }

    void testPasswordChangedInThisSecondIsNotRemembered() {
        user().changed = host_.seconds();
        isKnown(ask(ada));
        stores_.users().people["u1"].password = "54321"; // changed again within the same second
        isNot(PORTICO_DENIED, ask(ada));
    }

    void testUserOfAnotherRevisionIsCheckedAgain() {
        user().revision = 7;
        user().changed = host_.seconds();
        isKnown(ask(ada));
        stores_.users().people["u1"].password = "54321"; // within the same second
        user().revision = 8;
        host_.advance(1000);
        isNot(PORTICO_DENIED, ask(ada));
    }

    void testBusyHashingIdentifiesNobody() {
        stores_.users().down = true;
        isNot(PORTICO_UNAVAILABLE, ask(ada));
    }

    void testStoreThatIsDownIdentifiesNobody() {
        isKnown(ask(ada));
        host_.advance(1000);
        stores_.users().down = true;
        isNot(PORTICO_UNAVAILABLE, ask(ada));
    }

    void testChallengeNamesRealmAndCharset() {
        for (const std::uint32_t flags :
             {PORTICO_EXCHANGE_LOOPBACK, PORTICO_EXCHANGE_SECURE | PORTICO_EXCHANGE_NAVIGATION}) {
            TestExchange x;
            x.flags = flags;
            plugin_->challenge(x);
            CPPUNIT_ASSERT_EQUAL(401, x.status);
            CPPUNIT_ASSERT(x.failed);
            CPPUNIT_ASSERT(x.answerHeader("WWW-Authenticate") == R"(Basic realm="portico", charset="UTF-8")");
        }
    }

    void testChallengeOverPlainHttpRequestsNoPassword() {
        TestExchange x;
        x.flags = 0;
        plugin_->challenge(x);
        CPPUNIT_ASSERT_EQUAL(403, x.status);
        CPPUNIT_ASSERT(!x.answerHeader("WWW-Authenticate"));
        CPPUNIT_ASSERT(host_.hasLogged("allow_insecure"));
    }

    void testBadRealmIsRefused() {
        for (const std::string& realm : {std::string(), std::string("a\"b"), std::string("a\\b"), std::string("a\r\nb"),
                                         std::string("\xc3\xa9"), std::string(101, 'a')}) {
            host_.settings["realm"] = realm;
            CPPUNIT_ASSERT_THROW(start(), portico::Error);
        }
    }

    void testThereIsNoLoginOrLogoutPage() {
        const auto& auth = plugin_->table<portico_auth>(PORTICO_AUTH);
        CPPUNIT_ASSERT(portico::view(auth.login_path(plugin_->self())).empty());
        CPPUNIT_ASSERT(portico::view(auth.logout_path(plugin_->self())).empty());
        CPPUNIT_ASSERT(!plugin_->provider(PORTICO_ROUTES).table);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(PluginTest);

} // namespace
