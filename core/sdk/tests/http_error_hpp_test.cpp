// SPDX-License-Identifier: Apache-2.0
// A status as an exception: the answers for programs and browsers, through a route's table.
#include "open_plugin.h"
#include "support/test_exchange.h"

namespace portico {

class HttpErrorHppTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(HttpErrorHppTest);
    CPPUNIT_TEST(testAProgramGetsTheDetail);
    CPPUNIT_TEST(testAProblemWithMembersIsTheAnswer);
    CPPUNIT_TEST(testABrowserGetsTheErrorPage);
    CPPUNIT_TEST(testTheReasonIsForTheLogOnly);
    CPPUNIT_TEST(testAFaultOfTheServerIsLogged);
    CPPUNIT_TEST(testAProblemHasMembersOfItsKind);
    CPPUNIT_TEST(testAnAnswerThatHasBegunIsCutOff);
    CPPUNIT_TEST(testOnlyFailuresAreProblems);
    CPPUNIT_TEST_SUITE_END();

    test::TestExchange x_;

    portico_status answer(const test::Act& act) {
        const test::Open<test::Everything> open;
        open.plugin().act_ = act;
        const portico_route* route = open.table<portico_routes>(PORTICO_ROUTES)->route(open.self(), 0);
        return route->handle(open.self(), route, x_.get(), nullptr);
    }

    void testAProgramGetsTheDetail() {
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, answer([] { throw HttpError(409, "It is <taken>."); }));
        CPPUNIT_ASSERT(x_.failed && x_.status == 409 && x_.answerBody.empty()); // the host makes the problem details
        CPPUNIT_ASSERT_EQUAL(std::string("It is <taken>."), x_.detail);
    }
    void testAProblemWithMembersIsTheAnswer() {
        answer([] { throw HttpError(Problem(402, "Too little.").member("balance", 30)); });
        CPPUNIT_ASSERT_EQUAL(402, x_.status);
        CPPUNIT_ASSERT_EQUAL(std::string("application/problem+json"), x_.answerHeader("Content-Type").value_or(""));
        CPPUNIT_ASSERT_EQUAL(
            std::string(
                R"({"type":"about:blank","status":402,"detail":"Too little.","request_id":"test","balance":30})"),
            x_.answerBody);
    }
    void testABrowserGetsTheErrorPage() {
        x_.flags |= PORTICO_EXCHANGE_NAVIGATION;
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, answer([] { throw HttpError(404, "No such book."); }));
        CPPUNIT_ASSERT(x_.failed && x_.status == 404 && x_.reason == "No such book." && x_.answerBody.empty());
        CPPUNIT_ASSERT_EQUAL(std::string("No such book."), x_.detail);
    }
    void testTheReasonIsForTheLogOnly() {
        answer([] { throw HttpError(403, "Not yours.", "order 7 belongs to u2"); });
        CPPUNIT_ASSERT_EQUAL(std::string("order 7 belongs to u2"), x_.reason);
        CPPUNIT_ASSERT(x_.answerBody.find("u2") == std::string::npos);
    }
    // The host logs a failure that it answers itself.
    void testAFaultOfTheServerIsLogged() {
        answer([] { throw HttpError(503, "Please try again.", "the disk is full"); });
        CPPUNIT_ASSERT(x_.failed && x_.status == 503 && x_.reason == "the disk is full" && x_.answerBody.empty());
    }
    void testAProblemHasMembersOfItsKind() {
        Problem problem(402);
        problem.type("/problems/balance", "Too little money")
            .member("balance", 30)
            .member("accounts", Value::List{"/a"});
        CPPUNIT_ASSERT_EQUAL(std::string(R"({"type":"/problems/balance","title":"Too little money","status":402,)"
                                         R"("balance":30,"accounts":["/a"]})"),
                             problem.json(""));
        CPPUNIT_ASSERT_THROW(problem.member("status", 200), Error);
        CPPUNIT_ASSERT_THROW(problem.member("balance", 31), Error);
    }
    void testAnAnswerThatHasBegunIsCutOff() {
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID}, answer([this] {
                                 x_.view().flush();
                                 throw HttpError(409, "too late");
                             }));
    }
    void testOnlyFailuresAreProblems() {
        for (const int status : {200, 399, 600, -1}) CPPUNIT_ASSERT_THROW(Problem problem(status), Error);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(HttpErrorHppTest);

} // namespace portico
