// SPDX-License-Identifier: Apache-2.0
// The steps identify and guard: everything except a clear permission denies access.
#include "../../tests/test_site.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico;
using namespace portico::http;
using namespace portico::http::test;
using namespace std::string_literals;

namespace {

class GuardTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(GuardTest);
    CPPUNIT_TEST(testUserPassesAGuardForUsers);
    CPPUNIT_TEST(testRoleIsComparedWhole);
    CPPUNIT_TEST(testUnknownGuardDeniesEverybody);
    CPPUNIT_TEST(testGuardOfAPathHoldsForARouteWithAPattern);
    CPPUNIT_TEST(testBothGuardsOfAPageMustAdmit);
    CPPUNIT_TEST(testPersonIsSentToTheLoginAndAProgramGets401);
    CPPUNIT_TEST(testUnavailableAuthIs503AtGuardsAndServesPublicPages);
    CPPUNIT_TEST(testDisabledUserIsAStranger);
    CPPUNIT_TEST(testIdentifyWithoutAUserIsUnavailable);
    CPPUNIT_TEST(testSiteWithoutAuthDeniesGuardedRoutes);
    CPPUNIT_TEST(testChallengeThatAdmitsAnAnonymousClientIsAFailure);
    CPPUNIT_TEST(testFormOfAnotherSiteIsRefused);
    CPPUNIT_TEST(testFormOfThisSiteIsTaken);
    CPPUNIT_TEST(testFormOfAnotherNameOfTheSiteIsTakenIfItIsListed);
    CPPUNIT_TEST(testReadingIsAllowedFromEverywhere);
    CPPUNIT_TEST(testEveryMethodThatIsNotKnownToBeSafeIsUnsafe);
    CPPUNIT_TEST(testProgramWithoutCookieNeedsNoToken);
    CPPUNIT_TEST(testOldBrowserNeedsTheTokenOfItsSession);
    CPPUNIT_TEST(testTokenOfAStrangerIsGoodWithTheCookieOfTheFormOnly);
    CPPUNIT_TEST(testTokenOfAStrangerIsOldAfterADay);
    CPPUNIT_TEST(testTokenOfAStrangerIsNotGoodAfterTheLogin);
    CPPUNIT_TEST(testTokenIsTakenFromAHeaderToo);
    CPPUNIT_TEST(testForeignFormIsRefusedWhateverTokenComesAlong);
    CPPUNIT_TEST(testForeignFormOfAStrangerIsRefusedAtAGuardToo);
    CPPUNIT_TEST(testOldBrowserWithoutAnyCookieNeedsATokenToo);
    CPPUNIT_TEST(testFormThatNoPageSentNeedsAToken);
    CPPUNIT_TEST(testPersonReadsWhyTheFormWasRefused);
    CPPUNIT_TEST(testRouteForAnyOriginSeesWhetherTheFormIsOurs);
    CPPUNIT_TEST(testRouteForAnyOriginIdentifiesNobodyByWhatABrowserAdds);
    CPPUNIT_TEST(testForeignFormOfAKnownUserIsNotAskedToLogIn);
    CPPUNIT_TEST(testFormThatIsShownAgainHasAGoodToken);
    CPPUNIT_TEST(testProgramReadsWhyAccessWasDenied);
    CPPUNIT_TEST_SUITE_END();

public:
    void setUp() override {
        const auto hello = [this](portico_exchange* x, portico_error*) {
            flags_ = x->flags;
            user_ = x->user != nullptr ? std::string(view(x->user->name)) + " " + std::string(view(x->session)) : "";
            return x->write(x, PORTICO_STR("hello"));
        };
        site_.route("GET", "/user", "user", hello);
        site_.route("POST", "/public", "public", hello);
        site_.route("GET", "/public", "public", hello);
        site_.route("DELETE", "/public", "public", hello);
        site_.route("POST", "/any", "public", hello, PORTICO_ROUTE_ANY_ORIGIN);
        site_.route("POST", "/any/user", "user", hello, PORTICO_ROUTE_ANY_ORIGIN);
        site_.route("POST", "/user", "user", hello);
        site_.route("GET", "/admin", "role:admin", hello);
    }

private:
    int status(const std::string& target, Fields headers = {}) { return site_.get(target, std::move(headers)).status; }
    int post(const Fields& headers, const std::string& body = "", const std::string& target = "/public") {
        return site_.ask({"POST", target, headers, body}).status;
    }

    void testUserPassesAGuardForUsers() {
        site_.identified = PORTICO_OK;
        CPPUNIT_ASSERT_EQUAL(200, status("/user"));
        CPPUNIT_ASSERT_EQUAL(403, status("/admin"));
    }
    void testRoleIsComparedWhole() {
        site_.identified = PORTICO_OK;
        for (const auto* roles : {"administrator", "admi", "Admin", "not-admin", "user", "admin2 2admin", ""}) {
            site_.userRoles = roles;
            CPPUNIT_ASSERT_EQUAL_MESSAGE(roles, 403, status("/admin"));
        }
        for (const auto* roles : {"admin", "user admin", "admin user", "a admin b"}) {
            site_.userRoles = roles;
            CPPUNIT_ASSERT_EQUAL_MESSAGE(roles, 200, status("/admin"));
        }
    }
    void testUnknownGuardDeniesEverybody() {
        int number = 0;
        for (const auto* guard : {"", "Public", "USER", "role:", "role:Admin", "role:a b", "anyone", "public "}) {
            const std::string path = "/odd" + std::to_string(number++);
            site_.route("GET", path, guard, [](portico_exchange*, portico_error*) { return PORTICO_OK; });
            site_.identified = PORTICO_NOT_FOUND;
            CPPUNIT_ASSERT_EQUAL_MESSAGE(guard, 403, status(path, navigating()));
            site_.identified = PORTICO_OK;
            site_.userRoles = "admin";
            CPPUNIT_ASSERT_EQUAL_MESSAGE(guard, 403, status(path));
        }
    }
    // A guard of the configuration was looked up by the text of the route, so that paths that matched a pattern bypassed it.
    void testGuardOfAPathHoldsForARouteWithAPattern() {
        const auto hello = [](portico_exchange* x, portico_error*) { return x->write(x, PORTICO_STR("hello")); };
        site_.route("GET", "/{name}", "public", hello);
        site_.route("GET", "/docs/{rest*}", "public", hello);
        site_.snapshot.pathGuards.emplace("/secret", GuardRule::parse("user"));
        site_.snapshot.pathGuards.emplace("/docs/in/side", GuardRule::parse("role:staff"));
        for (const char* path : {"/secret", "/%73ecret", "/docs/in/side", "/docs/in/side/", "/docs/x/../in/side"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(path, 401, status(path));
        for (const char* path : {"/other", "/docs/in", "/docs/in/side/below"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(path, 200, status(path));
        site_.identified = PORTICO_OK;
        CPPUNIT_ASSERT_EQUAL(200, status("/secret"));
        CPPUNIT_ASSERT_EQUAL(403, status("/docs/in/side"));
        CPPUNIT_ASSERT(site_.logged.find("rule \"public + role:staff\"") != std::string::npos);
    }
    void testBothGuardsOfAPageMustAdmit() {
        site_.pages["p"] = "page";
        site_.page("/one", "p", "public", "user");
        site_.page("/two", "p", "user", "role:admin");
        site_.page("/three", "p", "public", "nonsense");
        CPPUNIT_ASSERT_EQUAL(401, status("/one"));
        CPPUNIT_ASSERT_EQUAL(403, status("/three"));
        site_.identified = PORTICO_OK;
        CPPUNIT_ASSERT_EQUAL(200, status("/one"));
        CPPUNIT_ASSERT_EQUAL(403, status("/two"));
        CPPUNIT_ASSERT_EQUAL(403, status("/three"));
    }
    void testPersonIsSentToTheLoginAndAProgramGets401() {
        const Reply person = site_.get("/user", navigating());
        CPPUNIT_ASSERT(person.status == 303 && person.header("Location") == "/login");
        const Reply program = site_.get("/user", {{"Accept", "*/*"}});
        CPPUNIT_ASSERT(program.status == 401 && program.header("WWW-Authenticate") == "Bearer");
        site_.identified = PORTICO_DENIED;
        CPPUNIT_ASSERT_EQUAL(401, status("/user"));
    }
    void testUnavailableAuthIs503AtGuardsAndServesPublicPages() {
        for (const portico_status bad : {PORTICO_UNAVAILABLE, PORTICO_FAILED, PORTICO_INVALID, -99, 5}) {
            site_.identified = bad;
            CPPUNIT_ASSERT_EQUAL(503, status("/user"));
            CPPUNIT_ASSERT_EQUAL(503, status("/admin"));
            CPPUNIT_ASSERT_EQUAL(200, status("/public"));
        }
        CPPUNIT_ASSERT(site_.logged.starts_with("fake_auth: the store is on fire\n"));
    }
    void testDisabledUserIsAStranger() {
        site_.identified = PORTICO_OK;
        for (const std::uint32_t flags : {PORTICO_USER_DISABLED, 2U, 0x80000000U}) {
            site_.userFlags = flags;
            CPPUNIT_ASSERT_EQUAL(401, status("/user"));
        }
    }
    void testIdentifyWithoutAUserIsUnavailable() {
        site_.onIdentify = [](portico_exchange*, portico_error*) { return PORTICO_OK; };
        CPPUNIT_ASSERT_EQUAL(503, status("/user"));
    }
    void testSiteWithoutAuthDeniesGuardedRoutes() {
        site_.snapshot.auth.reset();
        CPPUNIT_ASSERT_EQUAL(401, status("/user", navigating()));
        CPPUNIT_ASSERT_EQUAL(401, status("/admin"));
        CPPUNIT_ASSERT_EQUAL(200, status("/public"));
    }
    void testChallengeThatAdmitsAnAnonymousClientIsAFailure() {
        for (const int answered : {200, 201, 204, 299}) {
            site_.onChallenge = [=](portico_exchange* x, portico_error*) {
                x->write(x, PORTICO_STR("come in"));
                return x->set_status(x, answered);
            };
            const Reply reply = site_.get("/user");
            CPPUNIT_ASSERT_EQUAL(401, reply.status);
            CPPUNIT_ASSERT(reply.body.find("come in") == std::string::npos);
        }
        site_.onChallenge = [](portico_exchange*, portico_error*) { return PORTICO_FAILED; };
        CPPUNIT_ASSERT_EQUAL(503, status("/user"));
    }
    void testFormOfAnotherSiteIsRefused() {
        CPPUNIT_ASSERT_EQUAL(403, post(foreignForm()));
        CPPUNIT_ASSERT_EQUAL(403, post({{"Sec-Fetch-Site", "same-site"}}));
        for (const auto* origin : {"http://evil.example", "null", "https://site.example", "http://site.example:81",
                                   "http://site.example.evil.example", "http://sub.site.example", "garbage", ""})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(origin, 403, post({{"Origin", origin}}));
        CPPUNIT_ASSERT_EQUAL(403, site_.ask({"DELETE", "/public", {{"Sec-Fetch-Site", "cross-site"}}}).status);
        CPPUNIT_ASSERT(site_.steps == std::vector<std::string>{"identify"});
    }
    // http://intranet in addition to http://www.example.org: over plain http, browsers send only Origin.
    void testFormOfAnotherNameOfTheSiteIsTakenIfItIsListed() {
        site_.snapshot.site.scheme = "http";
        site_.snapshot.site.authority = "www.example.org";
        const Fields form{{"Origin", "http://site.example"}}; // the host that it requests
        CPPUNIT_ASSERT_EQUAL(403, post(form));
        site_.snapshot.site.hosts = {"www.example.org", "site.example"};
        CPPUNIT_ASSERT_EQUAL(200, post(form));
        for (const auto* origin : {"https://site.example", "http://site.example:81", "http://evil.example"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(origin, 403, post({{"Origin", origin}}));
    }
    void testFormOfThisSiteIsTaken() {
        CPPUNIT_ASSERT_EQUAL(200, post(ownForm()));
        CPPUNIT_ASSERT_EQUAL(200, post({{"Origin", "http://site.example"}, {"Cookie", "sid=1"}}));
        CPPUNIT_ASSERT_EQUAL(200, post({{"Origin", "HTTP://SITE.example:80"}, {"Cookie", "sid=1"}}));
        CPPUNIT_ASSERT((flags_ & PORTICO_EXCHANGE_OWN_FORM) != 0);
    }
    void testReadingIsAllowedFromEverywhere() {
        CPPUNIT_ASSERT_EQUAL(200, status("/public", foreignForm()));
        CPPUNIT_ASSERT_EQUAL(200, site_.ask({"HEAD", "/public", foreignForm()}).status);
        CPPUNIT_ASSERT((flags_ & PORTICO_EXCHANGE_OWN_FORM) == 0);
    }
    void testEveryMethodThatIsNotKnownToBeSafeIsUnsafe() {
        for (const auto* method : {"PUT", "PATCH", "DELETE", "PROPFIND", "SEARCH", "MKCOL", "head", "GETX"}) {
            site_.route(method, "/shelf", "public", [](portico_exchange*, portico_error*) { return PORTICO_OK; });
            CPPUNIT_ASSERT_EQUAL_MESSAGE(method, 403, site_.ask({method, "/shelf", foreignForm()}).status);
            CPPUNIT_ASSERT_EQUAL_MESSAGE(method, 403, site_.ask({method, "/shelf", oldBrowser()}).status);
            CPPUNIT_ASSERT_EQUAL_MESSAGE(method, 200, site_.ask({method, "/shelf", ownForm()}).status);
            CPPUNIT_ASSERT_EQUAL_MESSAGE(method, 200, site_.ask({method, "/shelf"}).status);
        }
        for (const auto* method : {"HEAD", "OPTIONS"}) {
            site_.route(method, "/shelf", "public", [](portico_exchange*, portico_error*) { return PORTICO_OK; });
            CPPUNIT_ASSERT_EQUAL_MESSAGE(method, 200, site_.ask({method, "/shelf", foreignForm()}).status);
        }
    }
    void testProgramWithoutCookieNeedsNoToken() {
        CPPUNIT_ASSERT_EQUAL(200, post({}));
        CPPUNIT_ASSERT_EQUAL(200, post({{"Authorization", "Bearer x"}, {"User-Agent", "curl/8"}}));
        CPPUNIT_ASSERT_EQUAL(200, post({{"Authorization", "Basic eDp5"}, {"User-Agent", "curl/8"}}));
        CPPUNIT_ASSERT_EQUAL(403, post({{"Cookie", "sid=1"}}));
    }
    void testOldBrowserNeedsTheTokenOfItsSession() {
        site_.identified = PORTICO_OK;
        CPPUNIT_ASSERT_EQUAL(403, post(oldBrowser()));
        CPPUNIT_ASSERT_EQUAL(403, post(oldBrowser(), "csrf_token=wrong"));
        CPPUNIT_ASSERT_EQUAL(200, post(oldBrowser(), "csrf_token=" + tokenOf("session session-1")));
        CPPUNIT_ASSERT((flags_ & PORTICO_EXCHANGE_OWN_FORM) != 0);
        CPPUNIT_ASSERT_EQUAL(200, post(oldBrowser(), "csrf_token=" + tokenOf("session session-1", 400 * 86400)));
        CPPUNIT_ASSERT_EQUAL(403, post(oldBrowser(), "csrf_token=" + tokenOf("session session-2")));
        CPPUNIT_ASSERT_EQUAL(403, post(oldBrowser(), "", "/public?csrf_token=" + tokenOf("session session-1")));
    }
    // An anonymous visitor's token was bound to nobody: a foreign page could fetch one and log its visitor in as another user.
    void testTokenOfAStrangerIsGoodWithTheCookieOfTheFormOnly() {
        const std::string token = "csrf_token=" + tokenOf("pre-session " + cookie_);
        CPPUNIT_ASSERT_EQUAL(200, post(oldBrowser(cookie_), token));
        CPPUNIT_ASSERT((flags_ & PORTICO_EXCHANGE_OWN_FORM) != 0);
        CPPUNIT_ASSERT_EQUAL(403, post(oldBrowser(), token));
        CPPUNIT_ASSERT_EQUAL(403, post(oldBrowser(std::string(22, 'B')), token));
        CPPUNIT_ASSERT_EQUAL(403, post(oldBrowser(cookie_ + "; portico_form=" + std::string(22, 'B')), token));
        CPPUNIT_ASSERT_EQUAL(403, post(oldBrowser(cookie_ + "; portico_form=" + cookie_), token));
        CPPUNIT_ASSERT_EQUAL(403, post(oldBrowser(cookie_)));
        for (const std::string owner : {"", "pre-session ", "session ", "session session-1"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(owner, 403, post(oldBrowser(cookie_), "csrf_token=" + tokenOf(owner)));
        for (const std::string odd : {"", "x", " ", "session-1"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(odd, 403,
                                         post(oldBrowser(odd), "csrf_token=" + tokenOf("pre-session " + odd)));
    }
    void testTokenOfAStrangerIsOldAfterADay() {
        const auto aged = [this](std::int64_t seconds) {
            return post(oldBrowser(cookie_), "csrf_token=" + tokenOf("pre-session " + cookie_, seconds));
        };
        CPPUNIT_ASSERT_EQUAL(200, aged(86400 - 60));
        CPPUNIT_ASSERT_EQUAL(403, aged(86400 + 60));
        CPPUNIT_ASSERT_EQUAL(403, aged(-86400 - 60)); // the clock was set back
    }
    void testTokenOfAStrangerIsNotGoodAfterTheLogin() {
        const std::string token = "csrf_token=" + tokenOf("pre-session " + cookie_);
        site_.identified = PORTICO_OK;
        CPPUNIT_ASSERT_EQUAL(403, post(oldBrowser(cookie_), token));
        site_.session = ""; // HTTP Basic has no session
        CPPUNIT_ASSERT_EQUAL(403, post(oldBrowser(cookie_), token));
        CPPUNIT_ASSERT_EQUAL(200, post(oldBrowser(cookie_), "csrf_token=" + tokenOf("pre-session " + cookie_ + " 1")));
    }
    void testTokenIsTakenFromAHeaderToo() {
        Fields headers = oldBrowser(cookie_);
        headers.emplace_back("X-CSRF-Token", tokenOf("pre-session " + cookie_));
        CPPUNIT_ASSERT_EQUAL(200, post(headers));
    }
    void testForeignFormIsRefusedWhateverTokenComesAlong() {
        const std::string token = "csrf_token=" + tokenOf("pre-session " + cookie_);
        for (const auto& [site, origin] :
             std::vector<std::pair<std::string, std::string>>{{"cross-site", "http://evil.example"},
                                                              {"cross-site", "http://site.example"},
                                                              {"same-site", "http://sub.site.example"},
                                                              {"same-site", "http://site.example"},
                                                              {"garbage", "http://site.example"},
                                                              {"", "http://site.example"},
                                                              {"same-origin", "http://evil.example"},
                                                              {"none", "http://evil.example"}}) {
            Fields headers = oldBrowser(cookie_);
            headers.insert(headers.end(), {{"Sec-Fetch-Site", site}, {"Origin", origin}});
            CPPUNIT_ASSERT_EQUAL_MESSAGE(site + " " + origin, 403, post(headers, token));
        }
        Fields headers = oldBrowser(cookie_);
        headers.emplace_back("Origin", "null");
        CPPUNIT_ASSERT_EQUAL(403, post(headers, token));
        site_.identified = PORTICO_OK;
        CPPUNIT_ASSERT_EQUAL(403, post(foreignForm(), "csrf_token=" + tokenOf("session session-1")));
    }
    // A browser omits SameSite cookies there, so that the person seemed anonymous and was sent to the login.
    void testForeignFormOfAStrangerIsRefusedAtAGuardToo() {
        CPPUNIT_ASSERT_EQUAL(403, post(foreignForm(), "", "/user"));
        CPPUNIT_ASSERT_EQUAL(401, post(ownForm(), "", "/user"));
        CPPUNIT_ASSERT_EQUAL(401, post(oldBrowser(), "", "/user")); // a visitor whose session has ended logs in first
    }
    void testOldBrowserWithoutAnyCookieNeedsATokenToo() {
        const std::string mozilla = "Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko";
        CPPUNIT_ASSERT_EQUAL(403, post({{"User-Agent", mozilla}}));
        for (const auto* agent : {"Opera/9.80", "Links/2.1", "Dillo/3.1.0", "Lynx/2.9.0dev.12 libwww-FM/2.14",
                                  "w3m/0.5.3+git20230121", "Links (2.28; Linux)", "ELinks/0.16.1 (textmode)"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(agent, 403,
                                         post({{"User-Agent", agent}})); // text browsers were treated as programs
        CPPUNIT_ASSERT_EQUAL(403, post({{"Authorization", "Basic eDp5"}, {"User-Agent", mozilla}}));
        CPPUNIT_ASSERT_EQUAL(200, post({{"Authorization", "bearer x"}, {"User-Agent", mozilla}}));
        CPPUNIT_ASSERT_EQUAL(403, post({{"Authorization", "Bearer x"}, {"Cookie", "sid=1"}}));
    }
    // A typed address sends no form; a search engine that a user was tricked into installing, or an app that shares content,
    // does.
    void testFormThatNoPageSentNeedsAToken() {
        CPPUNIT_ASSERT_EQUAL(403, post({{"Sec-Fetch-Site", "none"}}));
        CPPUNIT_ASSERT_EQUAL(403, post({{"Sec-Fetch-Site", "none"}, {"Cookie", "sid=1"}}));
        Fields again = oldBrowser(cookie_); // a reload of the answer to a form of this site
        again.emplace_back("Sec-Fetch-Site", "none");
        CPPUNIT_ASSERT_EQUAL(200, post(again, "csrf_token=" + tokenOf("pre-session " + cookie_)));
    }
    void testPersonReadsWhyTheFormWasRefused() {
        site_.pages["_errors/403"] = "{detail}";
        Fields browser = {{"Accept", "text/html"}};
        browser.insert(browser.end(), {{"Sec-Fetch-Mode", "navigate"}, {"Sec-Fetch-Site", "cross-site"}});
        CPPUNIT_ASSERT(post(browser, "", "/public") == 403);
        CPPUNIT_ASSERT(site_.ask({"POST", "/public", browser}).body.find("another site") != std::string::npos);
        browser.back().second = "none";
        CPPUNIT_ASSERT(site_.ask({"POST", "/public", browser}).body.find("too old") != std::string::npos);
    }
    void testRouteForAnyOriginSeesWhetherTheFormIsOurs() {
        CPPUNIT_ASSERT_EQUAL(200, post(foreignForm(), "", "/any"));
        CPPUNIT_ASSERT((flags_ & PORTICO_EXCHANGE_OWN_FORM) == 0);
        CPPUNIT_ASSERT_EQUAL(200, post(ownForm(), "", "/any"));
        CPPUNIT_ASSERT((flags_ & PORTICO_EXCHANGE_OWN_FORM) != 0);
    }

    // The author of such a route may forget to check the origin of the form.
    void testRouteForAnyOriginIdentifiesNobodyByWhatABrowserAdds() {
        site_.identified = PORTICO_OK;
        const auto seen = [this](const Fields& headers) {
            user_ = "nobody asked";
            CPPUNIT_ASSERT_EQUAL(200, post(headers, "", "/any"));
            return user_;
        };
        CPPUNIT_ASSERT_EQUAL("ada session-1"s, seen(ownForm()));
        CPPUNIT_ASSERT_EQUAL(""s, seen(foreignForm()));
        CPPUNIT_ASSERT_EQUAL(""s, seen(oldBrowser()));
        CPPUNIT_ASSERT_EQUAL(""s, seen({{"Origin", "http://evil.example"}}));
        CPPUNIT_ASSERT_EQUAL(""s, seen({{"Origin", "http://evil.example"}, {"Authorization", "Basic eDp5"}}));
        CPPUNIT_ASSERT_EQUAL("ada session-1"s,
                             seen({{"Origin", "http://evil.example"}, {"Authorization", "Bearer x"}}));
        CPPUNIT_ASSERT_EQUAL(403, post(foreignForm(), "", "/any/user"));
        CPPUNIT_ASSERT_EQUAL(200, post(ownForm(), "", "/any/user"));
    }
    // The answer was a challenge, the log reported an invalid cookie, and browsers asked for the correct password again and
    // again.
    void testForeignFormOfAKnownUserIsNotAskedToLogIn() {
        site_.identified = PORTICO_OK;
        CPPUNIT_ASSERT_EQUAL(403, post(foreignForm(), "", "/any/user"));
        CPPUNIT_ASSERT(site_.steps == std::vector<std::string>{"identify"});
        CPPUNIT_ASSERT(site_.logged.find("account \"ada\", rule \"own form\": sent by a foreign site") !=
                       std::string::npos);
        site_.identified = PORTICO_NOT_FOUND;
        CPPUNIT_ASSERT_EQUAL(401, post(foreignForm(), "", "/any/user"));
    }
    // For a browser that sends no origin: the new token was created for an anonymous visitor and compared with the session, so
    // that it never matched.
    void testFormThatIsShownAgainHasAGoodToken() {
        site_.pages["form"] = "{csrf_token}";
        site_.route(
            "POST", "/login", "public",
            [](portico_exchange* x, portico_error*) {
                const bool own = (x->flags & PORTICO_EXCHANGE_OWN_FORM) != 0;
                return own ? x->write(x, PORTICO_STR("in")) : x->render(x, PORTICO_STR("form"), nullptr);
            },
            PORTICO_ROUTE_ANY_ORIGIN);
        site_.identified = PORTICO_OK;
        for (const std::string session : {"session-1", ""}) { // HTTP Basic has no session
            site_.session = session;
            const Fields headers = oldBrowser(cookie_);
            const Reply again = site_.ask({"POST", "/login", headers, "csrf_token=of-another-tab"});
            CPPUNIT_ASSERT_EQUAL("no-store"s, again.header("Cache-Control"));
            CPPUNIT_ASSERT_EQUAL("in"s, site_.ask({"POST", "/login", headers, "csrf_token=" + again.body}).body);
        }
    }
    void testProgramReadsWhyAccessWasDenied() {
        const auto detail = [this](const std::string& words) {
            return site_.get("/user").body.find("\"detail\":\"" + words + "\"") != std::string::npos;
        };
        CPPUNIT_ASSERT(detail("Not authenticated"));
        site_.identified = PORTICO_DENIED;
        CPPUNIT_ASSERT(detail("Could not validate credentials"));
        CPPUNIT_ASSERT(site_.get("/nowhere").body.find("detail") == std::string::npos);
    }

    std::string tokenOf(const std::string& owner, std::int64_t age = 0) {
        return site_.snapshot.csrf.token(owner, std::time(nullptr) - age);
    }
    static Fields oldBrowser(const std::string& preSession = "") {
        Fields headers = test::oldBrowser();
        if (!preSession.empty()) headers.back().second = "sid=1; portico_form=" + preSession;
        return headers;
    }

    const std::string cookie_ = std::string(22, 'A');
    std::string user_;
    TestSite site_;
    std::uint32_t flags_ = 0;
};

CPPUNIT_TEST_SUITE_REGISTRATION(GuardTest);

} // namespace
