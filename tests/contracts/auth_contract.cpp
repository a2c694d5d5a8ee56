// SPDX-License-Identifier: Apache-2.0
// What every provider of portico.auth/1 must do. The suite is built once per provider and supports two kinds of credentials: a
// token from POST /token if the plugin has that route, otherwise name and password in HTTP Basic.
#include "support/test_host.h"
#include "support/test_plugin.h"
#include "support/test_stores.h"

#include <cppunit/extensions/HelperMacros.h>
#include <memory>

namespace {

using portico::test::TestExchange;
using portico::test::TestPlugin;

class AuthContract : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(AuthContract);
    CPPUNIT_TEST(testRequestWithoutCredentialsIsNotFound);
    CPPUNIT_TEST(testGoodCredentialsTellTheUserExactlyOnce);
    CPPUNIT_TEST(testBadCredentialsAreDenied);
    CPPUNIT_TEST(testCredentialsSentTwiceAreDenied);
    CPPUNIT_TEST(testCredentialsOverPlainHttpFromElsewhereAreDenied);
    CPPUNIT_TEST(testDisabledUserIsDeniedAfterOneSecond);
    CPPUNIT_TEST(testDeletedUserIsDeniedAfterOneSecond);
    CPPUNIT_TEST(testChangedPasswordEndsWhatWasBefore);
    CPPUNIT_TEST(testChangedPasswordCountsInTheSecondOfTheLogin);
    CPPUNIT_TEST(testSchemeMayBeFollowedBySeveralSpaces);
    CPPUNIT_TEST(testStoreThatFailsIsAnErrorAndNeverYes);
    CPPUNIT_TEST(testProgramIsChallengedWith401AndAScheme);
    CPPUNIT_TEST(testNoChallengeGrantsAccess);
    CPPUNIT_TEST(testLoginAndLogoutPathsAreRoutesOrEmpty);
    CPPUNIT_TEST_SUITE_END();

    portico::test::TestHost host_;
    portico::test::TestStores stores_{[this] { return host_.seconds(); }};
    std::unique_ptr<TestPlugin> plugin_;
    std::string ada_;
    std::string credentials_; // Ada's, the value of the field Authorization

    std::string token() const {
        TestExchange x("POST", "/token");
        x.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
        x.formFields = {{"grant_type", "password"}, {"username", "ada@x.org"}, {"password", "12345"}};
        plugin_->handle(x);
        const std::string begin = R"("access_token":")";
        const std::size_t at = x.answerBody.find(begin) + begin.size();
        return x.answerBody.substr(at, x.answerBody.find('"', at) - at);
    }
    void logIn() {
        const bool hasTokens = plugin_->provider(PORTICO_ROUTES).table != nullptr && plugin_->route("POST", "/token");
        credentials_ = hasTokens ? "Bearer " + token() : "Basic YWRhQHgub3JnOjEyMzQ1"; // ada@x.org:12345
    }
    TestPlugin::Who ask(const TestExchange::Fields& headers, std::uint32_t flags = PORTICO_EXCHANGE_LOOPBACK) const {
        TestExchange x;
        x.flags = flags;
        x.headers = headers;
        return plugin_->identify(x);
    }
    TestPlugin::Who ask() const { return ask({{"Authorization", credentials_}}); }
    void isNot(portico_status status, const TestPlugin::Who& who) const {
        CPPUNIT_ASSERT_EQUAL(status, who.status);
        CPPUNIT_ASSERT_EQUAL(0, who.told);
    }

public:
    void setUp() override {
        host_.settings = {{"cookie_name", "session"}, {"session_idle", "7200"}, {"session_most", "86400"},
                          {"token_lifetime", "600"},  {"login_page", "login"},  {"require_email", "true"},
                          {"signing_key", ""},        {"issuer", "portico"},    {"audience", "portico"},
                          {"realm", "portico"},       {"clock_skew", "30"},     {"allow_insecure", "false"}};
        host_.capabilities = {{PORTICO_USERS, stores_.usersProvider()}, {PORTICO_SESSIONS, stores_.sessionsProvider()}};
        ada_ = stores_.users().add("ada@x.org", "12345");
        plugin_ = std::make_unique<TestPlugin>(CONTRACT_PLUGIN, host_);
        logIn();
    }

    void testRequestWithoutCredentialsIsNotFound() { isNot(PORTICO_NOT_FOUND, ask({{"Accept", "*/*"}})); }

    void testGoodCredentialsTellTheUserExactlyOnce() {
        for (int i = 0; i < 3; ++i) { // once from the store, then from the cache
            const TestPlugin::Who who = ask();
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, who.status);
            CPPUNIT_ASSERT_EQUAL(1, who.told);
            CPPUNIT_ASSERT_EQUAL(ada_, who.id);
            CPPUNIT_ASSERT_EQUAL(std::string("ada@x.org"), who.name);
        }
    }

    void testBadCredentialsAreDenied() {
        const std::string scheme = credentials_.substr(0, credentials_.find(' ') + 1);
        for (const std::string& bad :
             {scheme + "x", scheme + "YWRhQHgub3JnOjU0MzIx", credentials_ + "=", credentials_ + ".",
              credentials_.substr(0, credentials_.size() - 1), scheme + "\xff"}) {
            isNot(PORTICO_DENIED, ask({{"Authorization", bad}}));
        }
    }

    void testCredentialsSentTwiceAreDenied() {
        isNot(PORTICO_DENIED, ask({{"Authorization", credentials_}, {"Authorization", credentials_}}));
    }

    void testCredentialsOverPlainHttpFromElsewhereAreDenied() {
        isNot(PORTICO_DENIED, ask({{"Authorization", credentials_}}, 0));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK},
                             ask({{"Authorization", credentials_}}, PORTICO_EXCHANGE_SECURE).status);
    }

    void testDisabledUserIsDeniedAfterOneSecond() {
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, ask().status);
        stores_.users().people[ada_].user.disabled = true;
        host_.advance(1000);
        isNot(PORTICO_DENIED, ask());
    }

    void testDeletedUserIsDeniedAfterOneSecond() {
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, ask().status);
        stores_.users().people.clear();
        host_.advance(1000);
        isNot(PORTICO_DENIED, ask());
    }

    void testChangedPasswordEndsWhatWasBefore() {
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, ask().status);
        host_.advance(2000);
        stores_.users().people[ada_].password = "another one";
        stores_.users().people[ada_].user.changed = host_.seconds();
        isNot(PORTICO_DENIED, ask());
    }

    // Times have a resolution of one second, and a change in the second of the login was taken for an earlier one.
    void testChangedPasswordCountsInTheSecondOfTheLogin() {
        auto& ada = stores_.users().people[ada_];
        ada.user.revision = 7;
        ada.user.changed = host_.seconds();
        logIn();
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, ask().status);
        ada.password = "another one";
        ada.user.revision = 8;
        host_.advance(1000);
        isNot(PORTICO_DENIED, ask());
    }

    // RFC 9110, 11.4: 1*SP.
    void testSchemeMayBeFollowedBySeveralSpaces() {
        const std::size_t space = credentials_.find(' ');
        for (const std::string between : {" ", "  ", "      "}) {
            const std::string sent = credentials_.substr(0, space) + between + credentials_.substr(space + 1);
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, ask({{"Authorization", sent}}).status);
        }
    }

    void testStoreThatFailsIsAnErrorAndNeverYes() {
        stores_.users().down = stores_.sessions().down = true;
        isNot(PORTICO_UNAVAILABLE, ask()); // never looked up before
        stores_.users().down = stores_.sessions().down = false;
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, ask().status);
        host_.advance(1000);
        stores_.users().down = stores_.sessions().down = true;
        isNot(PORTICO_UNAVAILABLE, ask()); // cached, but too long ago
    }

    void testProgramIsChallengedWith401AndAScheme() {
        for (const TestExchange::Fields& headers :
             {TestExchange::Fields{}, TestExchange::Fields{{"Authorization", credentials_ + "="}}}) {
            TestExchange x("GET", "/private");
            x.headers = headers;
            plugin_->challenge(x);
            CPPUNIT_ASSERT_EQUAL(401, x.status);
            CPPUNIT_ASSERT_EQUAL(std::size_t{1}, x.countHeaders("WWW-Authenticate"));
            CPPUNIT_ASSERT(x.answerHeader("WWW-Authenticate")->find(" realm=\"portico\"") != std::string::npos);
        }
    }

    void testNoChallengeGrantsAccess() {
        for (std::uint32_t flags = 0; flags < 16; ++flags) {
            TestExchange x("POST", "/private");
            x.flags = flags;
            plugin_->challenge(x);
            CPPUNIT_ASSERT(x.status >= 300);
        }
    }

    void testLoginAndLogoutPathsAreRoutesOrEmpty() {
        const auto& auth = plugin_->table<portico_auth>(PORTICO_AUTH);
        const std::string_view login = portico::view(auth.login_path(plugin_->self()));
        const std::string_view logout = portico::view(auth.logout_path(plugin_->self()));
        CPPUNIT_ASSERT(login.empty() || plugin_->route("GET", login) != nullptr);
        CPPUNIT_ASSERT(logout.empty() || plugin_->route("POST", logout) != nullptr);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(AuthContract);

} // namespace
