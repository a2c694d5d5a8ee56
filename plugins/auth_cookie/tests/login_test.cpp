// SPDX-License-Identifier: Apache-2.0
// The login form through the built plugin: its messages, what it shows again and what it never shows, and the effects of a login.
#include "site.h"

#include <cppunit/extensions/HelperMacros.h>
#include <set>

namespace {

using auth_cookie_tests::Site;
using portico::test::TestExchange;
using Errors = std::vector<std::string>;

class LoginTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(LoginTest);
    CPPUNIT_TEST(testFormContainsTheRedirectTarget);
    CPPUNIT_TEST(testFormRedirectsLoggedInUsers);
    CPPUNIT_TEST(testRightPasswordSetsCookieAndRedirectsToNext);
    CPPUNIT_TEST(testCookieOverTlsHasPrefixAndSecure);
    CPPUNIT_TEST(testWrongPasswordUnknownNameAndDisabledUserLookTheSame);
    CPPUNIT_TEST(testPasswordIsNeverSentBack);
    CPPUNIT_TEST(testBadInputGetsTheSeedsSentencesAnd422);
    CPPUNIT_TEST(testNameWithoutAtIsAcceptedIfConfigured);
    CPPUNIT_TEST(testDuplicateFieldIsRefusedWithoutACheck);
    CPPUNIT_TEST(testQueryFieldsAreIgnored);
    CPPUNIT_TEST(testFormWithoutAGoodTokenComesBackWithTheNameAndNothingIsChecked);
    CPPUNIT_TEST(testFormOfForeignSiteComesBackEmptyAndNothingIsChecked);
    CPPUNIT_TEST(testLoginLogsTheAccount);
    CPPUNIT_TEST(testDeniedLoginLogsTheAccountIfItExists);
    CPPUNIT_TEST(testBusyHashingIs503WithRetryAfterAndNeverAWrongPassword);
    CPPUNIT_TEST(testSessionStoreThatIsDownIs503WithoutCookie);
    CPPUNIT_TEST(testTwoLoginsHaveDifferentSessions);
    CPPUNIT_TEST(testLoginEndsThePreviousSession);
    CPPUNIT_TEST(testNobodyLogsInOverPlainHttpFromOtherMachines);
    CPPUNIT_TEST(testVeryLongNextBecomesHome);
    CPPUNIT_TEST(testSessionRecordsPeerAndAgent);
    CPPUNIT_TEST(testUserWhoChangedMeanwhileIsDenied);
    CPPUNIT_TEST(testEachKindOfLoginHasItsOwnKindOfSession);
    CPPUNIT_TEST_SUITE_END();

    Site site_;

    std::unique_ptr<TestExchange> sent(const std::string& name, const std::string& password) {
        auto x = Site::loginForm(name, password);
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, site_.plugin->handle(*x));
        return x;
    }
    void isFormAgain(const TestExchange& x, int status, const Errors& errors) const {
        CPPUNIT_ASSERT_EQUAL(status, x.status);
        CPPUNIT_ASSERT_EQUAL(std::string("login"), x.page);
        CPPUNIT_ASSERT(x.texts("errors") == errors);
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, x.countHeaders("Set-Cookie"));
    }

public:
    void testFormContainsTheRedirectTarget() {
        TestExchange x("GET", "/auth/login?next=%2Fprivate");
        x.queryFields = {{"next", "/private"}};
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, site_.plugin->handle(x));
        isFormAgain(x, 200, {});
        CPPUNIT_ASSERT_EQUAL(std::string("/private"), x.text("next"));
        CPPUNIT_ASSERT_EQUAL(std::string("/auth/login"), x.text("action"));
        CPPUNIT_ASSERT_EQUAL(std::string(), x.text("username"));
    }

    void testFormRedirectsLoggedInUsers() {
        TestExchange x("GET", "/auth/login?next=%2Fprivate");
        x.queryFields = {{"next", "/private"}};
        x.user = site_.stores.users().people[site_.ada].user;
        site_.plugin->handle(x);
        CPPUNIT_ASSERT_EQUAL(303, x.status);
        CPPUNIT_ASSERT(x.answerHeader("Location") == "/private");
    }

    void testRightPasswordSetsCookieAndRedirectsToNext() {
        const auto x = Site::loginForm("ada@example.org", "12345", "/private?a=1");
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, site_.plugin->handle(*x));
        CPPUNIT_ASSERT_EQUAL(303, x->status);
        CPPUNIT_ASSERT(x->answerHeader("Location") == "/private?a=1");
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, x->countHeaders("Set-Cookie")); // the other one: cookie_diagnosis_test
        const std::string token = Site::cookieOf(*x);
        CPPUNIT_ASSERT_EQUAL("session=" + token + "; Path=/; HttpOnly; SameSite=Lax", *x->answerHeader("Set-Cookie"));
        CPPUNIT_ASSERT(token.size() + sizeof "__Host-session" < 4096);
        CPPUNIT_ASSERT_EQUAL(std::string("ada@example.org"), site_.byCookie(token).name);
    }

    void testCookieOverTlsHasPrefixAndSecure() {
        const auto x = Site::loginForm("ada@example.org", "12345");
        x->flags = PORTICO_EXCHANGE_SECURE | PORTICO_EXCHANGE_OWN_FORM;
        site_.plugin->handle(*x);
        CPPUNIT_ASSERT_EQUAL("__Host-session=" + Site::cookieOf(*x) + "; Path=/; HttpOnly; SameSite=Lax; Secure",
                             *x->answerHeader("Set-Cookie"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, x->countHeaders("Set-Cookie"));
    }

    void testWrongPasswordUnknownNameAndDisabledUserLookTheSame() {
        const std::string bob = site_.stores.users().add("bob@example.org", "12345");
        site_.stores.users().people[bob].user.disabled = true;
        for (const auto& [name, password] : {std::pair<std::string, std::string>{"ada@example.org", "54321"},
                                             {"ghost@example.org", "12345"},
                                             {"bob@example.org", "12345"}}) {
            const auto x = sent(name, password);
            isFormAgain(*x, 422, {"Incorrect Email or Password"});
            CPPUNIT_ASSERT_EQUAL(name, x->text("username"));
            CPPUNIT_ASSERT(x->answerHeaders.empty());
        }
        CPPUNIT_ASSERT_EQUAL(3, site_.stores.users().verifies); // each attempt cost a check
    }

    void testPasswordIsNeverSentBack() {
        for (const std::string password : {"SuperSecretPw", "abc", "12345"}) {
            const auto x = sent("ghost@example.org", password);
            for (const auto& [name, value] : x->answerHeaders)
                CPPUNIT_ASSERT(value.find(password) == std::string::npos);
            CPPUNIT_ASSERT(x->text("password").empty());
            for (const portico::Member& member : x->data) {
                const auto* text = std::get_if<std::string>(&member.value.data());
                CPPUNIT_ASSERT(text == nullptr || text->find(password) == std::string::npos);
            }
        }
        CPPUNIT_ASSERT(!site_.host.hasLogged("SuperSecretPw"));
    }

    void testBadInputGetsTheSeedsSentencesAnd422() {
        const std::string noName = "Email is required", noPassword = "A valid password is required";
        const auto nul = std::string("12345\0x", 7);
        for (const auto& [name, password, errors] : std::vector<std::tuple<std::string, std::string, Errors>>{
                 {"", "12345", {noName}},
                 {"ada", "12345", {noName}},
                 {std::string(255, 'a') + "@x.org", "12345", {noName}},
                 {"ada@x.org\n", "12345", {noName}},
                 {std::string("ada@x.org\0", 10), "12345", {noName}},
                 {"ada@example.org", "", {noPassword}},
                 {"ada@example.org", "123", {noPassword}},
                 {"ada@example.org", std::string(1025, 'x'), {noPassword}},
                 {"ada@example.org", std::string(5000, 'x'), {noPassword}},
                 {"ada@example.org", nul, {noPassword}},
                 {"", "", {noName, noPassword}}})
            isFormAgain(*sent(name, password), 422, errors);
        CPPUNIT_ASSERT_EQUAL(0, site_.stores.users().verifies);
        for (const std::string name : {"@", "ada@", "@example.org"}) // like the seed, it requires only an @
            isFormAgain(*sent(name, "12345"), 422, {"Incorrect Email or Password"});
        isFormAgain(*sent("ada@example.org", std::string(1024, 'x')), 422, {"Incorrect Email or Password"});
    }

    void testNameWithoutAtIsAcceptedIfConfigured() {
        site_.stores.users().add("grace", "12345");
        site_.host.settings["require_email"] = "false";
        site_.start();
        CPPUNIT_ASSERT_EQUAL(303, sent("grace", "12345")->status);
        isFormAgain(*sent("", "12345"), 422, {"Email is required"});
    }

    void testDuplicateFieldIsRefusedWithoutACheck() {
        for (const std::string name : {"username", "password", "next"}) {
            const auto x = Site::loginForm("ada@example.org", "12345");
            x->formFields.emplace_back(name, "/other@x.org");
            site_.plugin->handle(*x);
            isFormAgain(*x, 422, {"Please try again"});
        }
        CPPUNIT_ASSERT_EQUAL(0, site_.stores.users().verifies);
    }

    void testQueryFieldsAreIgnored() {
        TestExchange x("POST", "/auth/login?username=ada@example.org&password=12345");
        x.queryFields = {{"username", "ada@example.org"}, {"password", "12345"}};
        site_.plugin->handle(x);
        isFormAgain(x, 422, {"Email is required", "A valid password is required"});
    }

    void testFormWithoutAGoodTokenComesBackWithTheNameAndNothingIsChecked() {
        const auto x = Site::loginForm("ada@example.org", "12345", "/private");
        x->flags = PORTICO_EXCHANGE_LOOPBACK;
        x->cookies = {{"portico_form", "x"}};
        site_.plugin->handle(*x);
        isFormAgain(*x, 403, {"Please try again"});
        CPPUNIT_ASSERT_EQUAL(std::string("ada@example.org"), x->text("username"));
        CPPUNIT_ASSERT_EQUAL(std::string("/private"), x->text("next"));
        x->cookies.clear();
        site_.plugin->handle(*x);
        isFormAgain(*x, 403, {"Please try again", "Logging in needs a cookie: please allow cookies for this site."});
        CPPUNIT_ASSERT_EQUAL(0, site_.stores.users().verifies);
    }

    // Values from the other site are not shown as if they were this site's.
    void testFormOfForeignSiteComesBackEmptyAndNothingIsChecked() {
        const auto x = Site::loginForm("mallory@example.org", "12345", "/private");
        x->flags = PORTICO_EXCHANGE_FOREIGN; // not even on this machine: the origin differs
        site_.plugin->handle(*x);
        isFormAgain(
            *x, 403,
            {"A page of another site sent this form, so nobody was logged in. To log in, please fill it in here."});
        CPPUNIT_ASSERT_EQUAL(std::string(), x->text("username"));
        CPPUNIT_ASSERT_EQUAL(std::string("/"), x->text("next"));
        CPPUNIT_ASSERT_EQUAL(0, site_.stores.users().verifies);
    }

    void testLoginLogsTheAccount() {
        const std::string id = site_.stores.users().add("o\"d\n@x.org", "12345");
        site_.stores.users().people[id].user.name = "o\"d\n@x.org";
        const auto x = Site::loginForm("ada@example.org", "12345");
        x->peer = "192.0.2.7";
        site_.plugin->handle(*x);
        CPPUNIT_ASSERT(site_.host.hasLogged(R"(login of "ada@example.org" (u1) from 192.0.2.7)"));
        TestExchange out("POST", "/auth/logout");
        out.user = site_.stores.users().people[id].user;
        site_.plugin->handle(out);
        CPPUNIT_ASSERT(site_.host.hasLogged(R"(logout of "o\x22d\x0a@x.org" ()" + id + ") from 127.0.0.1"));
    }

    void testDeniedLoginLogsTheAccountIfItExists() {
        sent("ada@example.org", "canary1");
        CPPUNIT_ASSERT(
            site_.host.hasLogged(R"(login denied from 127.0.0.1, account "ada@example.org" (u1): wrong password)"));
        sent("ghost@canary2", "12345"); // the name may be a password in the wrong field
        CPPUNIT_ASSERT(site_.host.hasLogged("login denied from 127.0.0.1, account unknown: no such account"));
        site_.stores.users().people[site_.ada].user.disabled = true;
        sent("ada@example.org", "12345");
        CPPUNIT_ASSERT(site_.host.hasLogged(R"(account "ada@example.org" (u1): it is disabled)"));
        CPPUNIT_ASSERT(!site_.host.hasLogged("canary"));
    }

    void testBusyHashingIs503WithRetryAfterAndNeverAWrongPassword() {
        site_.stores.users().down = true;
        const auto x = sent("ada@example.org", "12345");
        CPPUNIT_ASSERT(x->failed);
        CPPUNIT_ASSERT_EQUAL(503, x->status);
        CPPUNIT_ASSERT(x->answerHeader("Retry-After") == "2");
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, x->countHeaders("Set-Cookie"));
    }

    void testSessionStoreThatIsDownIs503WithoutCookie() {
        site_.stores.sessions().down = true;
        const auto x = sent("ada@example.org", "12345");
        CPPUNIT_ASSERT_EQUAL(503, x->status);
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, x->countHeaders("Set-Cookie"));
    }

    void testTwoLoginsHaveDifferentSessions() {
        const auto first = site_.byCookie(site_.login()), second = site_.byCookie(site_.login());
        CPPUNIT_ASSERT(first.session != second.session);
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, site_.stores.sessions().alive.size());
    }

    void testLoginEndsThePreviousSession() {
        const std::string planted = site_.login();
        const auto x = Site::loginForm("ada@example.org", "12345");
        x->session = site_.byCookie(planted).session;
        site_.plugin->handle(*x);
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_DENIED},
                             site_.byCookie(planted).status); // without a second's delay
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, site_.byCookie(Site::cookieOf(*x)).status);
    }

    void testNobodyLogsInOverPlainHttpFromOtherMachines() {
        const auto x = Site::loginForm("ada@example.org", "12345");
        x->flags = PORTICO_EXCHANGE_OWN_FORM;
        site_.plugin->handle(*x);
        CPPUNIT_ASSERT_EQUAL(403, x->status);
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, x->texts("errors").size());
        CPPUNIT_ASSERT(x->texts("errors")[0].find("https://") != std::string::npos);
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, x->countHeaders("Set-Cookie"));
        CPPUNIT_ASSERT(site_.host.hasLogged("allow_insecure"));
        CPPUNIT_ASSERT_EQUAL(0, site_.stores.users().verifies);
        site_.host.settings["allow_insecure"] = "true";
        site_.start();
        site_.plugin->handle(*x);
        CPPUNIT_ASSERT_EQUAL(303, x->status);
    }

    void testUserWhoChangedMeanwhileIsDenied() {
        site_.stores.sessions().denied = true;
        const auto x = sent("ada@example.org", "12345");
        CPPUNIT_ASSERT_EQUAL(422, x->status);
        CPPUNIT_ASSERT(!x->answerHeader("Set-Cookie"));
        const auto token = Site::tokenForm("ada@example.org", "12345");
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, site_.plugin->handle(*token));
        CPPUNIT_ASSERT_EQUAL(400, token->status);
        CPPUNIT_ASSERT(token->answerBody.find("invalid_grant") != std::string::npos);
    }

    void testEachKindOfLoginHasItsOwnKindOfSession() {
        site_.stores.users().people[site_.ada].user.revision = 7;
        site_.login();
        site_.bearer();
        std::multiset<std::string> kinds;
        for (const auto& [id, session] : site_.stores.sessions().alive) {
            kinds.insert(session.kind);
            CPPUNIT_ASSERT_EQUAL(std::int64_t{7}, session.revision);
        }
        CPPUNIT_ASSERT((kinds == std::multiset<std::string>{"browser", "token"}));
    }

    void testVeryLongNextBecomesHome() {
        const auto x = Site::loginForm("ada@example.org", "12345", "/" + std::string(2048, 'a'));
        site_.plugin->handle(*x);
        CPPUNIT_ASSERT(x->answerHeader("Location") == "/");
    }

    void testSessionRecordsPeerAndAgent() {
        const auto x = Site::loginForm("ada@example.org", "12345");
        x->peer = "192.0.2.7";
        x->headers = {{"User-Agent", "Mozilla\x1b[31m" + std::string(300, 'x')}};
        site_.plugin->handle(*x);
        const portico::Session session = site_.stores.sessions().alive.begin()->second;
        CPPUNIT_ASSERT_EQUAL(std::string("192.0.2.7"), session.peer);
        CPPUNIT_ASSERT_EQUAL(std::size_t{200}, session.agent.size());
        CPPUNIT_ASSERT(session.agent.starts_with("Mozilla?[31m"));
        CPPUNIT_ASSERT_EQUAL(site_.host.seconds() + 86400, session.expires);
        CPPUNIT_ASSERT_EQUAL(std::int64_t{7200}, session.idleSeconds);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(LoginTest);

} // namespace
