// SPDX-License-Identifier: Apache-2.0
// The entry point through its ABI tables: the routes, logout, the challenge, and settings that are refused.
#include "site.h"

#include <cppunit/extensions/HelperMacros.h>

namespace {

using auth_cookie_tests::Site;
using portico::test::TestExchange;

class PluginTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(PluginTest);
    CPPUNIT_TEST(testRoutesAreTheFourOfTheManual);
    CPPUNIT_TEST(testOnlyLoginAndTokenReceiveFormsFromOtherSites);
    CPPUNIT_TEST(testLogoutIsNotAGet);
    CPPUNIT_TEST(testLogoutEndsTheSessionAtOnceForEveryTokenOfIt);
    CPPUNIT_TEST(testLogoutClearsCookieWithEqualAttributes);
    CPPUNIT_TEST(testAnonymousLogoutLooksTheSame);
    CPPUNIT_TEST(testLogoutWithStoreDownIsNoLogout);
    CPPUNIT_TEST(testPeopleAreSentToTheLoginAndBack);
    CPPUNIT_TEST(testSubmittedFormIsNotARedirectTarget);
    CPPUNIT_TEST(testProgramsGet401WithBareChallenge);
    CPPUNIT_TEST(testBadTokenIsNamedInTheChallenge);
    CPPUNIT_TEST(testBadSettingsAreRefusedWithTheirName);
    CPPUNIT_TEST(testKeyThatOthersMayReadStopsTheStart);
    CPPUNIT_TEST(testSecretsAreNeverLogged);
    CPPUNIT_TEST_SUITE_END();

    Site site_;

    std::unique_ptr<TestExchange> logout(const std::string& session) {
        auto x = std::make_unique<TestExchange>("POST", "/auth/logout");
        x->session = session;
        logoutStatus_ = site_.plugin->handle(*x);
        return x;
    }
    portico_status logoutStatus_ = PORTICO_OK;

    std::string refusal(const std::string& name, const std::string& value) {
        const std::string before = site_.host.settings[name];
        site_.host.settings[name] = value;
        std::string sentence;
        try {
            const portico::test::TestPlugin plugin(AUTH_COOKIE_SO, site_.host);
        } catch (const portico::Error& error) {
            sentence = error.what();
        }
        site_.host.settings[name] = before;
        return sentence;
    }

public:
    void testRoutesAreTheFourOfTheManual() {
        const auto& routes = site_.plugin->table<portico_routes>(PORTICO_ROUTES);
        std::size_t count = 0;
        while (const portico_route* route = routes.route(site_.plugin->self(), count)) {
            CPPUNIT_ASSERT_EQUAL(std::string("public"), std::string(portico::view(route->guard)));
            CPPUNIT_ASSERT(portico::view(route->path).starts_with('/'));
            ++count;
        }
        CPPUNIT_ASSERT_EQUAL(std::size_t{4}, count);
        const auto& auth = site_.plugin->table<portico_auth>(PORTICO_AUTH);
        CPPUNIT_ASSERT(site_.plugin->route("GET", portico::view(auth.login_path(site_.plugin->self()))));
        CPPUNIT_ASSERT(site_.plugin->route("POST", portico::view(auth.logout_path(site_.plugin->self()))));
        CPPUNIT_ASSERT(site_.plugin->route("POST", "/token"));
        CPPUNIT_ASSERT(!site_.plugin->provider(PORTICO_USERS).table);
    }

    void testOnlyLoginAndTokenReceiveFormsFromOtherSites() {
        CPPUNIT_ASSERT_EQUAL(PORTICO_ROUTE_ANY_ORIGIN, site_.plugin->route("POST", "/auth/login")->flags);
        CPPUNIT_ASSERT_EQUAL(PORTICO_ROUTE_ANY_ORIGIN, site_.plugin->route("POST", "/token")->flags);
        CPPUNIT_ASSERT_EQUAL(0u, site_.plugin->route("POST", "/auth/logout")->flags);
    }

    void testLogoutIsNotAGet() { CPPUNIT_ASSERT(!site_.plugin->route("GET", "/auth/logout")); }

    void testLogoutEndsTheSessionAtOnceForEveryTokenOfIt() {
        const std::string token = site_.login();
        const std::string session = site_.byCookie(token).session;
        site_.host.advance(900 * 1000);
        TestExchange x;
        x.cookies = {{"session", token}};
        site_.plugin->identify(x);
        const std::string renewed = Site::cookieOf(x);
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, site_.byCookie(renewed).status);
        logout(session);
        for (const std::string& old : {token, renewed, token + ".", renewed + "="}) {
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_DENIED}, site_.byCookie(old).status);
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_DENIED}, site_.byBearer(old).status);
        }
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, site_.stores.sessions().alive.size());
    }

    void testLogoutClearsCookieWithEqualAttributes() {
        const std::string gone = "; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT";
        const auto x = logout(site_.byCookie(site_.login()).session);
        CPPUNIT_ASSERT_EQUAL(303, x->status);
        CPPUNIT_ASSERT(x->answerHeader("Location") == "/");
        CPPUNIT_ASSERT(x->answerHeader("Clear-Site-Data") == R"("cache", "storage")");
        CPPUNIT_ASSERT_EQUAL("session=; Path=/; HttpOnly; SameSite=Lax" + gone, *x->answerHeader("Set-Cookie"));
        TestExchange secure("POST", "/auth/logout");
        secure.flags = PORTICO_EXCHANGE_SECURE;
        site_.plugin->handle(secure);
        CPPUNIT_ASSERT_EQUAL("__Host-session=; Path=/; HttpOnly; SameSite=Lax; Secure" + gone,
                             *secure.answerHeader("Set-Cookie"));
    }

    void testAnonymousLogoutLooksTheSame() {
        const auto x = logout("");
        CPPUNIT_ASSERT_EQUAL(303, x->status);
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, x->countHeaders("Set-Cookie"));
        CPPUNIT_ASSERT(!site_.host.hasLogged("logout of"));
    }

    void testLogoutWithStoreDownIsNoLogout() {
        const std::string session = site_.byCookie(site_.login()).session;
        site_.stores.sessions().down = true;
        const auto x = logout(session);
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_UNAVAILABLE}, logoutStatus_);
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, x->countHeaders("Set-Cookie"));
    }

    void testPeopleAreSentToTheLoginAndBack() {
        const auto flags = PORTICO_EXCHANGE_LOOPBACK | PORTICO_EXCHANGE_NAVIGATION;
        const auto x = site_.challenged("/private?a=1&b=%2F", flags);
        CPPUNIT_ASSERT_EQUAL(303, x->status);
        CPPUNIT_ASSERT(x->answerHeader("Location") == "/auth/login?next=/private%3Fa%3D1%26b%3D%252F");
        const auto longer = site_.challenged("/" + std::string(1024, 'a'), flags);
        CPPUNIT_ASSERT(longer->answerHeader("Location") == "/auth/login");
    }

    void testSubmittedFormIsNotARedirectTarget() {
        TestExchange x("POST", "/comment");
        x.flags = PORTICO_EXCHANGE_LOOPBACK | PORTICO_EXCHANGE_NAVIGATION;
        site_.plugin->challenge(x);
        CPPUNIT_ASSERT(x.answerHeader("Location") == "/auth/login");
    }

    void testProgramsGet401WithBareChallenge() {
        const auto x = site_.challenged("/private");
        CPPUNIT_ASSERT(x->failed);
        CPPUNIT_ASSERT_EQUAL(401, x->status);
        CPPUNIT_ASSERT(x->answerHeader("WWW-Authenticate") == R"(Bearer realm="portico")");
    }

    void testBadTokenIsNamedInTheChallenge() {
        TestExchange x("GET", "/private");
        x.headers = {{"Authorization", "Bearer nonsense"}};
        site_.plugin->challenge(x);
        CPPUNIT_ASSERT_EQUAL(401, x.status);
        CPPUNIT_ASSERT(x.answerHeader("WWW-Authenticate") == R"(Bearer realm="portico", error="invalid_token")");
    }

    void testBadSettingsAreRefusedWithTheirName() {
        for (const auto& [name, value] :
             std::vector<std::pair<std::string, std::string>>{{"cookie_name", ""},
                                                              {"cookie_name", "a b"},
                                                              {"cookie_name", "a;b"},
                                                              {"cookie_name", "a=b"},
                                                              {"cookie_name", "__Host-session"},
                                                              {"cookie_name", "__Secure-x"},
                                                              {"cookie_name", std::string(65, 'a')},
                                                              {"session_idle", "59"},
                                                              {"session_idle", "90000"},
                                                              {"session_most", "59"},
                                                              {"session_most", "99999999"},
                                                              {"token_lifetime", "59"},
                                                              {"token_lifetime", "86401"},
                                                              {"clock_skew", "301"},
                                                              {"login_page", ""},
                                                              {"realm", "a\"b"},
                                                              {"realm", "a\\b"},
                                                              {"realm", "a\nb"},
                                                              {"realm", ""},
                                                              {"issuer", ""},
                                                              {"audience", "\xc3\xa9"}})
            CPPUNIT_ASSERT_MESSAGE(name + "=" + value, refusal(name, value).find(name) != std::string::npos);
        CPPUNIT_ASSERT(refusal("signing_key", "secret-key").find("signing key") != std::string::npos);
        CPPUNIT_ASSERT_EQUAL(std::string(), refusal("cookie_name", "access_token"));
    }

    void testKeyThatOthersMayReadStopsTheStart() {
        std::filesystem::permissions(site_.host.state().path() / "signing.key", std::filesystem::perms::group_read,
                                     std::filesystem::perm_options::add);
        CPPUNIT_ASSERT(refusal("realm", "portico").find("signing.key can be read") != std::string::npos);
    }

    void testSecretsAreNeverLogged() {
        site_.host.settings["signing_key"] = "0123456789abcdef-canary-of-a-key";
        site_.start();
        const std::string token = site_.login(), session = site_.byCookie(token).session, bearer = site_.bearer();
        const auto wrong = Site::loginForm("ada@example.org", "canary-of-a-password");
        site_.plugin->handle(*wrong);
        logout(session);
        CPPUNIT_ASSERT(site_.host.hasLogged(R"(login of "ada@example.org" (u1) from 127.0.0.1)"));
        CPPUNIT_ASSERT(site_.host.hasLogged("login denied from 127.0.0.1"));
        for (const std::string& secret : {token, session, bearer, std::string("canary"), std::string("12345")})
            CPPUNIT_ASSERT(!site_.host.hasLogged(secret));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(PluginTest);

} // namespace
