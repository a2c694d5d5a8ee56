// SPDX-License-Identifier: Apache-2.0
// A login whose cookie does not come back is explained on the page and in the log, and only there.
#include "site.h"

#include <cppunit/extensions/HelperMacros.h>

namespace {

using auth_cookie_tests::Site;
using portico::test::TestExchange;

const std::string recheckUrl = "/auth/login?cookie=sent&next=/private%3Fa%3D1";

class CookieDiagnosisTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(CookieDiagnosisTest);
    CPPUNIT_TEST(testBrowserThatRefusesCookiesGetsAnExplanation);
    CPPUNIT_TEST(testHttpsPublicUrlOverPlainHttpGetsTheSameExplanation);
    CPPUNIT_TEST(testBrowserThatAcceptedTheCookieContinues);
    CPPUNIT_TEST(testDuplicateCookiesAreExplained);
    CPPUNIT_TEST(testStaleCookieLeadsBackToTheForm);
    CPPUNIT_TEST(testDuplicateCookiesOnlyAtTheGuardedPathAreExplained);
    CPPUNIT_TEST(testOlderCookieThatBlocksTheNewOneIsExplained);
    CPPUNIT_TEST(testLogoutRemovesTheMark);
    CPPUNIT_TEST(testEndedSessionIsNotMistakenForALostCookie);
    CPPUNIT_TEST(testNothingFromTheLinkIsShown);
    CPPUNIT_TEST_SUITE_END();

    Site site_;
    TestExchange::Fields cookies_;

    std::unique_ptr<TestExchange> sent(const std::string& token, std::uint32_t more = 0) {
        auto x = Site::loginForm("ada@example.org", "12345", "/private?a=1");
        x->flags |= more;
        x->cookies = cookies_;
        if (!token.empty()) x->formFields.emplace_back("csrf_token", token);
        site_.plugin->handle(*x);
        CPPUNIT_ASSERT_EQUAL(303, x->status);
        return x;
    }
    std::string placeAfterLogin(const std::string& token = "any") { return *sent(token)->answerHeader("Location"); }

    std::unique_ptr<TestExchange> form(bool looking, std::uint32_t more = 0) {
        auto x = std::make_unique<TestExchange>("GET", "/auth/login");
        x->flags |= more;
        x->cookies = cookies_;
        if (looking) x->queryFields = {{"cookie", "sent"}, {"next", "/private"}};
        site_.plugin->handle(*x);
        CPPUNIT_ASSERT(x->status == 200 && x->page == "login");
        return x;
    }
    std::string told(bool looking, std::uint32_t more = 0) {
        const auto errors = form(looking, more)->texts("errors");
        CPPUNIT_ASSERT(errors.size() < 2);
        const std::string sentence = errors.empty() ? "" : errors[0];
        CPPUNIT_ASSERT_EQUAL(!sentence.empty(),
                             site_.host.hasLogged("login refused from 127.0.0.1: " + sentence) && !sentence.empty());
        return sentence;
    }

public:
    void testBrowserThatRefusesCookiesGetsAnExplanation() {
        CPPUNIT_ASSERT_EQUAL(recheckUrl, placeAfterLogin());
        CPPUNIT_ASSERT(told(true).starts_with("Your browser did not send the login cookie back"));
        CPPUNIT_ASSERT_EQUAL(std::string("/private"), form(true)->text("next"));
        CPPUNIT_ASSERT_EQUAL(std::string("/private?a=1"), placeAfterLogin("")); // a program sends no token
    }

    // The site has an https public_url, but the visitor uses plain http: no Secure cookie comes back.
    void testHttpsPublicUrlOverPlainHttpGetsTheSameExplanation() {
        cookies_ = {{"other", "1"}, {"portico_form", "1"}, {"session_set", "1"}};
        CPPUNIT_ASSERT_EQUAL(recheckUrl, *sent("any", PORTICO_EXCHANGE_SECURE)->answerHeader("Location"));
        CPPUNIT_ASSERT(told(true, PORTICO_EXCHANGE_SECURE).find("https://") != std::string::npos);
    }

    void testBrowserThatAcceptedTheCookieContinues() {
        cookies_ = {{"portico_form", "1"}};
        CPPUNIT_ASSERT_EQUAL(std::string("/private?a=1"), placeAfterLogin());
        TestExchange x("GET", "/auth/login");
        x.queryFields = {{"cookie", "sent"}, {"next", "/private?a=1"}};
        x.user = site_.stores.users().people[site_.ada].user;
        site_.plugin->handle(x);
        CPPUNIT_ASSERT(x.status == 303 && x.answerHeader("Location") == "/private?a=1");
    }

    // One of them has another path or domain, and no answer of this server replaces it.
    void testDuplicateCookiesAreExplained() {
        cookies_ = {{"portico_form", "1"}, {"session", "stale"}, {"session", "new"}};
        CPPUNIT_ASSERT_EQUAL(recheckUrl, placeAfterLogin());
        CPPUNIT_ASSERT(told(false).starts_with("Your browser sends two login cookies"));
        for (auto& cookie : cookies_) cookie.first = "__Host-" + cookie.first;
        CPPUNIT_ASSERT(told(false, PORTICO_EXCHANGE_SECURE).starts_with("Your browser sends two login cookies"));
        CPPUNIT_ASSERT_EQUAL(std::string(), told(false)); // those are not sent over plain http
    }

    // A stale cookie of the whole domain comes with the form and stays beside the new one: the next page treated the visitor as
    // anonymous and gave no reason.
    void testStaleCookieLeadsBackToTheForm() {
        cookies_ = {{"portico_form", "1"}, {"session", "stale"}};
        CPPUNIT_ASSERT_EQUAL(recheckUrl, placeAfterLogin());
        cookies_ = {{"__Host-portico_form", "1"}, {"__Host-session", "stale"}};
        CPPUNIT_ASSERT_EQUAL(std::string("/private?a=1"),
                             *sent("any", PORTICO_EXCHANGE_SECURE)->answerHeader("Location"));
    }

    // A stale cookie of Path=/private is sent with /private only: the form recognized the visitor and redirected back there in an
    // endless loop.
    void testDuplicateCookiesOnlyAtTheGuardedPathAreExplained() {
        TestExchange guarded("GET", "/private?a=1");
        guarded.flags |= PORTICO_EXCHANGE_NAVIGATION;
        guarded.cookies = {{"session", "stale"}, {"session", "new"}};
        site_.plugin->challenge(guarded);
        CPPUNIT_ASSERT(guarded.answerHeader("Location") == "/auth/login?cookie=twice&next=/private%3Fa%3D1");
        TestExchange x("GET", "/auth/login");
        x.queryFields = {{"cookie", "twice"}, {"next", "/private?a=1"}};
        x.cookies = {{"session", "new"}};
        x.user = site_.stores.users().people[site_.ada].user;
        site_.plugin->handle(x);
        CPPUNIT_ASSERT_EQUAL(200, x.status);
        CPPUNIT_ASSERT(x.texts("errors").at(0).starts_with("Your browser sends two login cookies"));
    }

    // Over plain http browsers neither send nor replace Secure cookies.
    void testOlderCookieThatBlocksTheNewOneIsExplained() {
        cookies_ = {{"portico_form", "1"}};
        const auto x = sent("any");
        CPPUNIT_ASSERT_EQUAL(std::string("session_set=1; Path=/auth/login; HttpOnly; SameSite=Lax"),
                             x->answerHeaders.at(1).second);
        cookies_.emplace_back("session_set", "1");
        CPPUNIT_ASSERT(told(false).starts_with("Your browser kept an older cookie"));
        cookies_.emplace_back("session", "x");
        CPPUNIT_ASSERT_EQUAL(std::string(), told(false));
    }

    void testLogoutRemovesTheMark() {
        TestExchange x("POST", "/auth/logout");
        site_.plugin->handle(x);
        CPPUNIT_ASSERT_EQUAL(std::string("session_set=; Path=/auth/login; HttpOnly; SameSite=Lax; Max-Age=0; "
                                         "Expires=Thu, 01 Jan 1970 00:00:00 GMT"),
                             x.answerHeaders.at(1).second);
    }

    void testEndedSessionIsNotMistakenForALostCookie() {
        cookies_ = {{"session", "over"}};
        CPPUNIT_ASSERT_EQUAL(std::string(), told(true));
        cookies_.clear();
        CPPUNIT_ASSERT_EQUAL(std::string(), told(false));
    }

    void testNothingFromTheLinkIsShown() {
        TestExchange x("GET", "/auth/login");
        for (const std::string value : {"", "Sent", "sent ", "<b>", "You have won"}) {
            x.queryFields = {{"cookie", value}};
            site_.plugin->handle(x);
            CPPUNIT_ASSERT(x.texts("errors").empty());
        }
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(CookieDiagnosisTest);

} // namespace
