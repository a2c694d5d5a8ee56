// SPDX-License-Identifier: Apache-2.0
// The life of a request: the order of the steps, and the result of a failure in each.
#include "../../tests/test_site.h"

#include <portico/exchange.hpp>

#include <cppunit/extensions/HelperMacros.h>

#include <algorithm>

using namespace portico;
using namespace portico::http;
using namespace portico::http::test;
using namespace std::string_literals;

namespace {

using Steps = std::vector<std::string>;

class PipelineTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(PipelineTest);
    CPPUNIT_TEST(testPageIsIdentifiedAndRendered);
    CPPUNIT_TEST(testHandlerRunsAfterIdentifyAndBeforeItsPage);
    CPPUNIT_TEST(testMalformedRequestReachesNoPlugin);
    CPPUNIT_TEST(testUnknownPathCostsAProgramNoLookAtTheSession);
    CPPUNIT_TEST(testPersonWhoLostTheWayIsStillKnown);
    CPPUNIT_TEST(testAuthThatIsDownLeavesTheErrorPageAsItIs);
    CPPUNIT_TEST(testAuthSeesNothingThatWasRefusedUnread);
    CPPUNIT_TEST(testAuthSeesNothingOfABodyThatWasTooLong);
    CPPUNIT_TEST(testStrangerAtAGuardedRouteIsChallengedBeforeItsHandler);
    CPPUNIT_TEST(testDeniedUserNeverReachesTheHandler);
    CPPUNIT_TEST(testExceptionInAHandlerIsA500AndTheRestServes);
    CPPUNIT_TEST(testNobodyIsIdentifiedForAMissingAsset);
    CPPUNIT_TEST(testAHandlerExplainsItsFailureToTheClient);
    CPPUNIT_TEST(testExceptionOfAnyTypeIsA500);
    CPPUNIT_TEST(testErrorOfAHandlerReplacesWhatItHadWritten);
    CPPUNIT_TEST(testUnavailableHandlerIsA503);
    CPPUNIT_TEST(testHandlerThatFindsNothingIsA404);
    CPPUNIT_TEST(testRedirectToAnotherSiteIsAnError);
    CPPUNIT_TEST(testErrorsOfTheExchangeNameWhatIsNotSent);
    CPPUNIT_TEST(testMissingPageIsA500WithItsNameInTheLogOnly);
    CPPUNIT_TEST(testBrokenPageIsA500WithTheReasonInTheLogOnly);
    CPPUNIT_TEST(testSiteWithoutPagesFailsPolitely);
    CPPUNIT_TEST(testPersonGetsTheErrorPageOfTheStatusOrTheDefault);
    CPPUNIT_TEST(testBrokenErrorPageBecomesPlainHtml);
    CPPUNIT_TEST(testProgramGetsProblemDetails);
    CPPUNIT_TEST(testLastWordOfAHandlerWins);
    CPPUNIT_TEST(testRedirectOfAPluginStaysOnTheSite);
    CPPUNIT_TEST(testPluginCannotSplitTheAnswer);
    CPPUNIT_TEST(testBorrowedTextIsGoneAfterTheCallWhereDevelopersLook);
    CPPUNIT_TEST_SUITE_END();

    static portico_status writeHello(portico_exchange* x, portico_error*) { return x->write(x, PORTICO_STR("hello")); }

    // A plugin that kept a borrowed string occasionally showed bytes of other requests, and nobody noticed earlier.
    void testBorrowedTextIsGoneAfterTheCallWhereDevelopersLook() {
        std::vector<portico_str> kept;
        site_.identified = PORTICO_OK;
        site_.route("GET", "/books/{id}", "user", [&](portico_exchange* x, portico_error*) {
            kept.assign(6, {});
            x->header(x, PORTICO_STR("X-Secret"), 0, &kept[0]);
            x->query(x, PORTICO_STR("q"), 0, &kept[1]);
            x->parameter(x, PORTICO_STR("id"), &kept[2]);
            kept[3] = x->path;
            kept[4] = x->user->name;
            kept[5] = x->session;
            return x->write(x, kept[0]);
        });
        site_.snapshot.returnedMemory = std::make_shared<ReturnedMemory>();
        CPPUNIT_ASSERT_EQUAL("header"s, site_.get("/books/seven?q=word", {{"X-Secret", "header"}}).body);
        for (const portico_str& text : kept)
            CPPUNIT_ASSERT_EQUAL("borrowed text is gone"s.substr(0, text.len), std::string(view(text)));
    }
    void testPageIsIdentifiedAndRendered() {
        site_.page("/", "home");
        site_.pages["home"] = "hello";
        const Reply reply = site_.get("/");
        CPPUNIT_ASSERT_EQUAL(200, reply.status);
        CPPUNIT_ASSERT_EQUAL("hello"s, reply.body);
        CPPUNIT_ASSERT_EQUAL("text/html; charset=utf-8"s, reply.header("Content-Type"));
        CPPUNIT_ASSERT((Steps{"identify", "render home"}) == site_.steps);
    }
    void testHandlerRunsAfterIdentifyAndBeforeItsPage() {
        site_.pages["made"] = "made by {who}";
        site_.route("GET", "/made", "public", [](portico_exchange* x, portico_error*) {
            const portico_member who = member("who", text("the handler"));
            const portico_value data = map({&who, 1});
            return x->render(x, PORTICO_STR("made"), &data);
        });
        CPPUNIT_ASSERT_EQUAL("made by the handler"s, site_.get("/made").body);
        CPPUNIT_ASSERT((Steps{"identify", "handle", "render made"}) == site_.steps);
    }
    void testMalformedRequestReachesNoPlugin() {
        site_.route("GET", "/a", "public", writeHello);
        for (const auto* target : {"/%zz", "//", "/../a", "/a?b=%00", "a"}) {
            CPPUNIT_ASSERT_EQUAL_MESSAGE(target, 400, site_.get(target).status);
            CPPUNIT_ASSERT(site_.steps.empty());
        }
    }
    void testUnknownPathCostsAProgramNoLookAtTheSession() {
        CPPUNIT_ASSERT_EQUAL(404, site_.get("/nowhere", {{"Cookie", "sid=1"}}).status);
        CPPUNIT_ASSERT(site_.steps.empty());
        CPPUNIT_ASSERT_EQUAL(404, site_.get("/assets/none.css").status);
        CPPUNIT_ASSERT(site_.steps.empty());
    }
    // A 404 page showed every visitor as anonymous: logged-in users believed that they had been logged out.
    void testPersonWhoLostTheWayIsStillKnown() {
        site_.identified = PORTICO_OK;
        site_.pages["_errors/default"] = "{status} for {user}";
        site_.route("POST", "/form", "user", writeHello);
        CPPUNIT_ASSERT_EQUAL("404 for username=ada id=1 roles= scheme=fake_auth scopes= login=0 "s,
                             site_.get("/nowhere", navigating()).body);
        CPPUNIT_ASSERT((Steps{"identify", "render _errors/404", "render _errors/default"}) == site_.steps);
        CPPUNIT_ASSERT_EQUAL("405 for username=ada id=1 roles= scheme=fake_auth scopes= login=0 "s,
                             site_.get("/form", navigating()).body);
        CPPUNIT_ASSERT_EQUAL("404 for none"s, site_.get("/assets/none.css", navigating()).body);
    }
    void testAuthThatIsDownLeavesTheErrorPageAsItIs() {
        site_.identified = PORTICO_UNAVAILABLE;
        site_.pages["_errors/404"] = "{status} for {user}";
        CPPUNIT_ASSERT_EQUAL("404 for none"s, site_.get("/nowhere", navigating()).body);
    }
    void testAuthSeesNothingThatWasRefusedUnread() {
        site_.identified = PORTICO_OK;
        site_.pages["_errors/default"] = "{status} for {user}";
        CPPUNIT_ASSERT_EQUAL("400 for none"s, site_.get("/%zz", navigating()).body);
        CPPUNIT_ASSERT_EQUAL("400 for none"s, site_.ask({"GET", "/", navigating(), "", "HTTP/1.1", true, 0, 400}).body);
    }
    void testAuthSeesNothingOfABodyThatWasTooLong() {
        std::size_t seen = 1;
        site_.onIdentify = [&](portico_exchange* x, portico_error*) {
            seen = x->body.len;
            return PORTICO_NOT_FOUND;
        };
        site_.snapshot.limits.body = 4;
        site_.route("POST", "/form", "public", writeHello);
        CPPUNIT_ASSERT_EQUAL(413, site_.ask({"POST", "/form", navigating(), "a=b&c=d"}).status);
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, seen);
    }
    void testStrangerAtAGuardedRouteIsChallengedBeforeItsHandler() {
        site_.route("GET", "/private", "user", writeHello);
        CPPUNIT_ASSERT_EQUAL(401, site_.get("/private").status);
        CPPUNIT_ASSERT((Steps{"identify", "challenge"}) == site_.steps);
    }
    void testDeniedUserNeverReachesTheHandler() {
        site_.route("GET", "/admin", "role:admin", writeHello);
        site_.identified = PORTICO_OK;
        CPPUNIT_ASSERT_EQUAL(403, site_.get("/admin").status);
        CPPUNIT_ASSERT((Steps{"identify"}) == site_.steps);
    }
    void testExceptionInAHandlerIsA500AndTheRestServes() {
        site_.route("GET", "/throws", "public", [](portico_exchange*, portico_error*) -> portico_status {
            throw std::runtime_error("secret detail");
        });
        site_.route("GET", "/good", "public", writeHello);
        const Reply reply = site_.get("/throws");
        CPPUNIT_ASSERT_EQUAL(500, reply.status);
        CPPUNIT_ASSERT_EQUAL("fake_routes: secret detail"s, reply.reason);
        CPPUNIT_ASSERT(reply.body.find("secret") == std::string::npos);
        CPPUNIT_ASSERT_EQUAL("hello"s, site_.get("/good").body);
    }
    // Filters that count attempts leave assets out, so that a missing one must not be a way to try passwords.
    void testNobodyIsIdentifiedForAMissingAsset() {
        const auto isIdentified = [&](const char* path) {
            site_.steps.clear();
            CPPUNIT_ASSERT_EQUAL(404, site_.get(path, navigating()).status);
            return std::ranges::find(site_.steps, "identify") != site_.steps.end();
        };
        CPPUNIT_ASSERT(isIdentified("/nothing"));
        CPPUNIT_ASSERT(!isIdentified("/assets/nothing"));
    }
    void testAHandlerExplainsItsFailureToTheClient() {
        site_.route("GET", "/taken", "public", [](portico_exchange* x, portico_error*) {
            CPPUNIT_ASSERT_EQUAL(PORTICO_INVALID, x->set_detail(x, PORTICO_STR("before fail")));
            x->fail(x, 409, PORTICO_STR("for the log"));
            for (const auto& bad : {std::string(1001, 'x'), std::string("\xff"), std::string("a\nb")})
                CPPUNIT_ASSERT_EQUAL(PORTICO_INVALID, x->set_detail(x, str(bad)));
            return x->set_detail(x, str("It is " + std::string("taken.")));
        });
        const Reply reply = site_.get("/taken");
        CPPUNIT_ASSERT_EQUAL(409, reply.status);
        CPPUNIT_ASSERT_EQUAL("for the log"s, reply.reason);
        CPPUNIT_ASSERT(reply.body.find("\"detail\":\"It is taken.\"") != std::string::npos);
    }
    void testExceptionOfAnyTypeIsA500() {
        site_.route("GET", "/int", "public", [](portico_exchange*, portico_error*) -> portico_status { throw 1; });
        site_.onChallenge = [](portico_exchange*, portico_error*) -> portico_status { throw "text"; };
        site_.route("GET", "/private", "user", writeHello);
        CPPUNIT_ASSERT_EQUAL(500, site_.get("/int").status);
        CPPUNIT_ASSERT_EQUAL(503, site_.get("/private").status);
        site_.onIdentify = [](portico_exchange*, portico_error*) -> portico_status { throw 2; };
        CPPUNIT_ASSERT_EQUAL(503, site_.get("/private").status);
    }
    void testErrorOfAHandlerReplacesWhatItHadWritten() {
        site_.route("GET", "/half", "public", [](portico_exchange* x, portico_error* why) {
            x->set_status(x, 201);
            x->set_header(x, PORTICO_STR("Content-Type"), PORTICO_STR("text/csv"));
            x->set_header(x, PORTICO_STR("Cache-Control"), PORTICO_STR("public, max-age=86400"));
            x->write(x, PORTICO_STR("half of it"));
            explain(why, "the disk is full");
            return PORTICO_FAILED;
        });
        const Reply reply = site_.get("/half");
        CPPUNIT_ASSERT_EQUAL(500, reply.status);
        CPPUNIT_ASSERT(reply.body.find("half") == std::string::npos && reply.body.find("disk") == std::string::npos);
        CPPUNIT_ASSERT_EQUAL("no-store"s, reply.header("Cache-Control"));
        CPPUNIT_ASSERT_EQUAL("fake_routes: the disk is full"s, reply.reason);
    }
    void testUnavailableHandlerIsA503() {
        site_.route("GET", "/busy", "public", [](portico_exchange*, portico_error*) { return PORTICO_UNAVAILABLE; });
        CPPUNIT_ASSERT_EQUAL(503, site_.get("/busy").status);
    }
    void testHandlerThatFindsNothingIsA404() {
        site_.route("GET", "/books/{id}", "public", [](portico_exchange*, portico_error*) -> portico_status {
            throw Error(PORTICO_NOT_FOUND, "no such book");
        });
        const Reply reply = site_.get("/books/1");
        CPPUNIT_ASSERT_EQUAL(404, reply.status);
        CPPUNIT_ASSERT_EQUAL("fake_routes: no such book"s, reply.reason);
    }
    // It silently became "/".
    void testRedirectToAnotherSiteIsAnError() {
        site_.route("GET", "/away", "public", [](portico_exchange* x, portico_error* why) {
            return exceptionBarrier(why,
                                    [&] { return portico::Exchange(x).redirect("https://example.org/"), PORTICO_OK; });
        });
        site_.route("GET", "/back", "public", [](portico_exchange* x, portico_error* why) {
            return exceptionBarrier(why,
                                    [&] { return portico::Exchange(x).redirectBack("//example.org/"), PORTICO_OK; });
        });
        const Reply reply = site_.get("/away");
        CPPUNIT_ASSERT_EQUAL(500, reply.status);
        CPPUNIT_ASSERT_EQUAL(
            "fake_routes: the host does not send a redirect to \"https://example.org/\"; a path of this site "
            "begins with one slash"s,
            reply.reason);
        CPPUNIT_ASSERT(!reply.hasHeader("Location"));
        CPPUNIT_ASSERT_EQUAL("/"s, site_.get("/back").header("Location"));
    }
    void testErrorsOfTheExchangeNameWhatIsNotSent() {
        const auto reason = [](const std::function<void(portico::Exchange&)>& act) {
            TestSite site;
            site.route("GET", "/x", "public", [&](portico_exchange* x, portico_error* why) {
                return exceptionBarrier(why, [&] {
                    portico::Exchange exchange(x);
                    return act(exchange), PORTICO_OK;
                });
            });
            return site.get("/x").reason;
        };
        CPPUNIT_ASSERT_EQUAL("fake_routes: the host does not send the header \"Content-Length\""s,
                             reason([](auto& x) { x.setHeader("Content-Length", "1"); }));
        CPPUNIT_ASSERT_EQUAL("fake_routes: the host does not send the header \"X-A\""s,
                             reason([](auto& x) { x.addHeader("X-A", "a\nb"); }));
        CPPUNIT_ASSERT_EQUAL("fake_routes: the host does not send the status \"99\""s,
                             reason([](auto& x) { x.status(99); }));
        CPPUNIT_ASSERT_EQUAL("fake_routes: the host does not send the page \"\""s,
                             reason([](auto& x) { x.render(""); }));
    }
    void testMissingPageIsA500WithItsNameInTheLogOnly() {
        site_.page("/", "gone");
        site_.snapshot.pageFolders = {"/a", "/b"};
        const Reply reply = site_.get("/");
        CPPUNIT_ASSERT_EQUAL(500, reply.status);
        CPPUNIT_ASSERT_EQUAL(
            "fake: there is no page \"gone\"; fake_pages has no page of that name; the page folders are /a, /b"s,
            reply.reason);
        CPPUNIT_ASSERT(reply.body.find("gone") == std::string::npos);
    }
    void testBrokenPageIsA500WithTheReasonInTheLogOnly() {
        site_.page("/", "home");
        site_.brokenPages["home"] = PORTICO_FAILED;
        const Reply reply = site_.get("/");
        CPPUNIT_ASSERT_EQUAL(500, reply.status);
        CPPUNIT_ASSERT(reply.body.find("half a page") == std::string::npos &&
                       reply.body.find(":7") == std::string::npos);
        CPPUNIT_ASSERT_EQUAL("fake_pages: home:7: broken\n"s, site_.logged);
    }
    void testSiteWithoutPagesFailsPolitely() {
        site_.page("/", "home");
        site_.snapshot.pages.reset();
        CPPUNIT_ASSERT_EQUAL(500, site_.get("/").status);
        const Reply reply = site_.get("/nowhere", navigating());
        CPPUNIT_ASSERT_EQUAL(404, reply.status);
        CPPUNIT_ASSERT(reply.body.starts_with("<!doctype html>\n<html lang=\"en\">"));
        CPPUNIT_ASSERT(reply.body.find("<h1>404 Not Found</h1>") != std::string::npos);
    }
    void testPersonGetsTheErrorPageOfTheStatusOrTheDefault() {
        site_.pages["_errors/404"] = "lost: {status} {title}";
        site_.pages["_errors/default"] = "sorry: {status} {title}";
        const Reply lost = site_.get("/nowhere", navigating());
        CPPUNIT_ASSERT_EQUAL("lost: 404 Not Found"s, lost.body);
        CPPUNIT_ASSERT_EQUAL("text/html; charset=utf-8"s, lost.header("Content-Type"));
        CPPUNIT_ASSERT_EQUAL("sorry: 400 Bad Request"s, site_.get("/%zz", navigating()).body);
    }
    void testBrokenErrorPageBecomesPlainHtml() {
        site_.brokenPages["_errors/404"] = PORTICO_FAILED;
        const Reply reply = site_.get("/nowhere", navigating());
        CPPUNIT_ASSERT_EQUAL(404, reply.status);
        CPPUNIT_ASSERT(reply.body.starts_with("<!doctype html>\n<html lang=\"en\">"));
        CPPUNIT_ASSERT(reply.body.find("<h1>404 Not Found</h1>") != std::string::npos);
        CPPUNIT_ASSERT_EQUAL("fake_pages: _errors/404:7: broken\n"s, site_.logged);
    }
    void testProgramGetsProblemDetails() {
        const Reply reply = site_.get("/nowhere", {{"Accept", "*/*"}});
        CPPUNIT_ASSERT_EQUAL("application/problem+json"s, reply.header("Content-Type"));
        CPPUNIT_ASSERT_EQUAL("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
                             "\"request_id\":\"0123456789abcdef\"}\n"s,
                             reply.body);
        CPPUNIT_ASSERT(site_.steps.empty());
    }
    void testLastWordOfAHandlerWins() {
        site_.pages["p"] = "page";
        const auto fails = [](portico_exchange* x) { x->fail(x, 503, PORTICO_STR("first")); };
        site_.route("GET", "/redirect", "public",
                    [=](portico_exchange* x, portico_error*) { return fails(x), x->redirect(x, PORTICO_STR("/b")); });
        site_.route("GET", "/render", "public", [=](portico_exchange* x, portico_error*) {
            return fails(x), x->render(x, PORTICO_STR("p"), nullptr);
        });
        site_.route("GET", "/status", "public",
                    [=](portico_exchange* x, portico_error*) { return fails(x), x->set_status(x, 202); });
        site_.route("GET", "/fail", "public", [=](portico_exchange* x, portico_error*) {
            x->redirect(x, PORTICO_STR("/b"));
            return fails(x), PORTICO_OK;
        });
        const Reply redirected = site_.get("/redirect");
        CPPUNIT_ASSERT(redirected.status == 303 && redirected.body.empty() && redirected.header("Location") == "/b");
        const Reply rendered = site_.get("/render");
        CPPUNIT_ASSERT(rendered.status == 200 && rendered.body == "page");
        const Reply stated = site_.get("/status");
        CPPUNIT_ASSERT(stated.status == 202 && stated.body.empty());
        const Reply failed = site_.get("/fail");
        CPPUNIT_ASSERT(failed.status == 503 && !failed.hasHeader("Location"));
    }
    void testRedirectOfAPluginStaysOnTheSite() {
        std::string target;
        site_.route("GET", "/go", "public",
                    [&](portico_exchange* x, portico_error*) { return x->redirect(x, str(target)); });
        for (const auto& bad :
             {"//evil.example"s, "http://evil.example"s, "/\\evil"s, "/a\r\nX: y"s, ""s, "/%2f/evil"s}) {
            target = bad;
            const Reply reply = site_.get("/go");
            CPPUNIT_ASSERT_EQUAL(500, reply.status);
            CPPUNIT_ASSERT(!reply.hasHeader("Location"));
        }
        target = "/private?a=b";
        const Reply reply = site_.get("/go");
        CPPUNIT_ASSERT_EQUAL(303, reply.status);
        CPPUNIT_ASSERT_EQUAL("/private?a=b"s, reply.header("Location"));
    }
    void testPluginCannotSplitTheAnswer() {
        site_.route("GET", "/split", "public", [](portico_exchange* x, portico_error*) {
            CPPUNIT_ASSERT_EQUAL(PORTICO_INVALID, x->set_header(x, PORTICO_STR("X-A"), PORTICO_STR("b\r\nX-B: c")));
            CPPUNIT_ASSERT_EQUAL(PORTICO_INVALID, x->add_header(x, PORTICO_STR("X-A\r\nX-B"), PORTICO_STR("c")));
            CPPUNIT_ASSERT_EQUAL(PORTICO_INVALID, x->set_header(x, PORTICO_STR("Content-Length"), PORTICO_STR("0")));
            for (const int status : {-1, 0, 100, 101, 199, 600, 1000})
                CPPUNIT_ASSERT_EQUAL(PORTICO_INVALID, x->set_status(x, status));
            for (const int status : {200, 399, 600}) CPPUNIT_ASSERT_EQUAL(PORTICO_INVALID, x->fail(x, status, {}));
            CPPUNIT_ASSERT_EQUAL(PORTICO_INVALID, x->render(x, {}, nullptr));
            return PORTICO_OK;
        });
        const Reply reply = site_.get("/split");
        CPPUNIT_ASSERT_EQUAL(reply.reason, ""s);
        CPPUNIT_ASSERT(reply.status == 200 && !reply.hasHeader("X-A") && !reply.hasHeader("X-B"));
    }

    TestSite site_;
};

CPPUNIT_TEST_SUITE_REGISTRATION(PipelineTest);

} // namespace
