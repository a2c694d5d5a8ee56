// SPDX-License-Identifier: Apache-2.0
// Bodies read by handlers: in pieces or whole, their limits, and refusal of foreign sites.
#include "upload_fixture.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico;
using namespace portico::http;
using namespace portico::http::test;

namespace {

class UploadsTest : public UploadFixture {
    CPPUNIT_TEST_SUITE(UploadsTest);
    CPPUNIT_TEST(testBodyComesFromTheClientInPieces);
    CPPUNIT_TEST(testSmallBodyIsReadTheSameWay);
    CPPUNIT_TEST(testOtherRoutesReadOutOfTheWholeBody);
    CPPUNIT_TEST(testBodyBeyondTheLimitIsRefusedByItsLengthOrWhenItComes);
    CPPUNIT_TEST(testRouteSaysHowMuchABodyMayHave);
    CPPUNIT_TEST(testLargeBodyOfAStrangerIsNotRead);
    CPPUNIT_TEST(testWhatIsWrongWithTheBodyIsTheAnswerWhateverTheHandlerDoes);
    CPPUNIT_TEST(testAnswerInPiecesThatHasBegunStays);
    CPPUNIT_TEST(testHandlerThatReadsNothingAnswers);
    CPPUNIT_TEST(testFormOfSuchARouteIsNotParsed);
    CPPUNIT_TEST(testTokenInTheBodyDoesNotCountThere);
    CPPUNIT_TEST_SUITE_END();

public:
    void setUp() override {
        site_.route("POST", "/pieces", "public", readAll, PORTICO_ROUTE_TAKES_PIECES);
        site_.route("POST", "/whole", "public", readAll);
    }

private:
    void testBodyComesFromTheClientInPieces() {
        const Reply reply = pending("/pieces", {"hello ", "w", "orld"});
        CPPUNIT_ASSERT_EQUAL(std::string("hello world"), reply.body);
        CPPUNIT_ASSERT(!reply.close);
    }
    void testSmallBodyIsReadTheSameWay() {
        Asked all = asked("/pieces");
        all.body = "hello world";
        CPPUNIT_ASSERT_EQUAL(std::string("hello world"), site_.ask(all).body);
    }
    void testOtherRoutesReadOutOfTheWholeBody() {
        CPPUNIT_ASSERT_EQUAL(std::string("hello world"), pending("/whole", {"hello ", "world"}).body);
        Asked all = asked("/whole");
        all.body = "hello";
        CPPUNIT_ASSERT_EQUAL(std::string("hello"), site_.ask(all).body);
    }
    void testBodyBeyondTheLimitIsRefusedByItsLengthOrWhenItComes() {
        site_.snapshot.limits.body = 5;
        site_.snapshot.limits.upload = 10;
        CPPUNIT_ASSERT_EQUAL(200, pending("/pieces", {"12345", "67890"}).status);
        CPPUNIT_ASSERT_EQUAL(413, pending("/pieces", {"12345", "678901"}).status);
        Asked all = asked("/pieces");
        all.bodyPending = true;
        all.bodyLength = 11;
        site_.steps.clear();
        const Reply reply = site_.ask(all);
        CPPUNIT_ASSERT(reply.status == 413 && reply.close);
        CPPUNIT_ASSERT(site_.steps.empty());
    }
    void testRouteSaysHowMuchABodyMayHave() {
        site_.snapshot.limits.body = 100;
        site_.route("POST", "/small", "public", readAll, 0, 5);
        site_.route("POST", "/small-pieces", "public", readAll, PORTICO_ROUTE_TAKES_PIECES, 5);
        site_.route("POST", "/large", "public", readAll, 0, 1000);
        for (const char* route : {"/small", "/small-pieces"}) {
            CPPUNIT_ASSERT_EQUAL(200, pending(route, {"12345"}).status);
            CPPUNIT_ASSERT_EQUAL(413, pending(route, {"12345", "6"}).status);
            Asked whole = asked(route);
            whole.body = "123456";
            CPPUNIT_ASSERT_EQUAL(413, site_.ask(whole).status);
        }
        CPPUNIT_ASSERT_EQUAL(413, pending("/large", {std::string(101, 'x')}).status); // limits.body always applies
    }
    // Four anonymous clients that each sent a megabyte at a kilobyte per second occupied all lanes for bodies.
    void testLargeBodyOfAStrangerIsNotRead() {
        site_.route("POST", "/members", "user", readAll, PORTICO_ROUTE_ANY_ORIGIN);
        site_.route("POST", "/members-pieces", "user", readAll, PORTICO_ROUTE_ANY_ORIGIN | PORTICO_ROUTE_TAKES_PIECES);
        for (const char* route : {"/members", "/members-pieces"}) {
            const Reply reply = pending(route, {"never read"});
            CPPUNIT_ASSERT_EQUAL(401, reply.status);
            CPPUNIT_ASSERT_EQUAL(std::size_t{1}, client_.body.size());
            CPPUNIT_ASSERT(reply.close || std::string_view(route).ends_with("pieces"));
        }
        site_.identified = PORTICO_OK;
        for (const char* route : {"/members", "/members-pieces"}) {
            site_.steps.clear();
            CPPUNIT_ASSERT_EQUAL(std::string("hello"), pending(route, {"hel", "lo"}).body);
            CPPUNIT_ASSERT_EQUAL(std::ptrdiff_t{1},
                                 std::count(site_.steps.begin(), site_.steps.end(), std::string("identify")));
        }
    }
    void testWhatIsWrongWithTheBodyIsTheAnswerWhateverTheHandlerDoes() {
        for (const int status : {400, 408, 413, 429, 503}) {
            client_.bodyEnd = -status;
            const Reply reply = pending("/pieces", {"half"});
            CPPUNIT_ASSERT_EQUAL(status, reply.status);
            CPPUNIT_ASSERT(reply.close && reply.body.find("half") == std::string::npos);
        }
    }
    void testAnswerInPiecesThatHasBegunStays() {
        site_.route(
            "POST", "/both", "public",
            [](portico_exchange* x, portico_error* why) {
                x->flush(x);
                return readAll(x, why);
            },
            PORTICO_ROUTE_TAKES_PIECES);
        client_.bodyEnd = -408;
        client_.open = false;
        const Reply reply = pending("/both", {"half"});
        CPPUNIT_ASSERT(reply.status == 200 && reply.close && reply.body == "4\r\nhalf\r\n0\r\n\r\n");
    }
    void testHandlerThatReadsNothingAnswers() {
        const auto hello = [](portico_exchange* x, portico_error*) { return x->write(x, PORTICO_STR("no, thanks")); };
        site_.route("POST", "/deaf", "public", hello, PORTICO_ROUTE_TAKES_PIECES);
        CPPUNIT_ASSERT_EQUAL(std::string("no, thanks"), pending("/deaf", {"never read"}).body);
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, client_.body.size());
    }
    void testFormOfSuchARouteIsNotParsed() {
        site_.route(
            "POST", "/form", "public",
            [](portico_exchange* x, portico_error*) {
                portico_str value{};
                CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_NOT_FOUND}, x->form(x, PORTICO_STR("a"), 0, &value));
                CPPUNIT_ASSERT_EQUAL(std::size_t{0}, x->body.len);
                return PORTICO_OK;
            },
            PORTICO_ROUTE_TAKES_PIECES);
        Asked all = asked("/form", {{"Content-Type", "application/x-www-form-urlencoded"}});
        all.body = "a=1";
        CPPUNIT_ASSERT_EQUAL(200, site_.ask(all).status);
    }
    // Whether a body is checked must not depend on how much of it has arrived.
    void testTokenInTheBodyDoesNotCountThere() {
        const std::string cookie(22, 'A');
        const std::string token = site_.snapshot.csrf.token("pre-session " + cookie, std::time(nullptr));
        Fields browser = oldBrowser();
        browser.back().second = "portico_form=" + cookie;
        Asked all = asked("/pieces", browser);
        all.body = "csrf_token=" + token;
        CPPUNIT_ASSERT_EQUAL(403, site_.ask(all).status);
        CPPUNIT_ASSERT_EQUAL(403, pending("/pieces", {all.body}, browser).status);
        CPPUNIT_ASSERT_EQUAL(403, pending("/pieces", {"x"}, foreignForm()).status);
        CPPUNIT_ASSERT_EQUAL(200, pending("/pieces", {"x"}, ownForm()).status);
        CPPUNIT_ASSERT_EQUAL(
            200, pending("/pieces", {"x"}, {{"Origin", "http://site.example"}, {"Cookie", "sid=1"}}).status);
        Fields withHeader = browser;
        withHeader.emplace_back("X-CSRF-Token", token);
        CPPUNIT_ASSERT_EQUAL(200, pending("/pieces", {"x"}, withHeader).status);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(UploadsTest);

} // namespace
