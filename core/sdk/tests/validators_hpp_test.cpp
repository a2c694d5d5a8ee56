// SPDX-License-Identifier: Apache-2.0
// Cache validators of handlers: 304, 412, and the headers with which a client keeps an answer. HTTP dates.
#include "support/test_exchange.h"

#include <portico/validators.hpp>

#include <cppunit/extensions/HelperMacros.h>

namespace portico {

class ValidatorsHppTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ValidatorsHppTest);
    CPPUNIT_TEST(testAFirstRequestGetsTheAnswerAndItsValidators);
    CPPUNIT_TEST(testAClientThatHasItGets304);
    CPPUNIT_TEST(testATagDecidesAloneIfThereIsOne);
    CPPUNIT_TEST(testAChangeOfAnotherVersionIsRefused);
    CPPUNIT_TEST(testABadTagIsRefused);
    CPPUNIT_TEST(testDatesAreWrittenAndReadInAllForms);
    CPPUNIT_TEST(testWhatIsNoDateIsNothing);
    CPPUNIT_TEST_SUITE_END();

    static constexpr std::int64_t time_ = 784111777; // Sun, 06 Nov 1994 08:49:37 GMT

    // 200 if the handler has to answer.
    static int status(const char* method, test::TestExchange::Fields headers, const Validators& now) {
        test::TestExchange x(method, "/");
        x.headers = std::move(headers);
        Exchange exchange = x.view();
        const bool isAnswered = answerUnchanged(exchange, now);
        CPPUNIT_ASSERT_EQUAL(isAnswered, x.status != 200);
        return x.status;
    }

    void testAFirstRequestGetsTheAnswerAndItsValidators() {
        test::TestExchange x;
        Exchange exchange = x.view();
        CPPUNIT_ASSERT(!answerUnchanged(exchange, {weakTag("r7"), time_}));
        CPPUNIT_ASSERT_EQUAL(std::string("W/\"r7\""), x.answerHeader("ETag").value_or(""));
        CPPUNIT_ASSERT_EQUAL(std::string("Sun, 06 Nov 1994 08:49:37 GMT"),
                             x.answerHeader("Last-Modified").value_or(""));
        CPPUNIT_ASSERT_EQUAL(std::string("private, no-cache"), x.answerHeader("Cache-Control").value_or(""));
    }
    void testAClientThatHasItGets304() {
        for (const char* list : {"\"a\"", "W/\"a\"", "*", "\"b\", \"a\"", ",\"b\" ,, W/\"a\" "})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(list, 304, status("GET", {{"If-None-Match", list}}, {weakTag("a"), 0}));
        CPPUNIT_ASSERT_EQUAL(
            304, status("HEAD", {{"If-None-Match", "\"b\""}, {"If-None-Match", "\"a\""}}, {strongTag("a"), 0}));
        for (const char* list : {"\"b\"", "a", "\"a", "w/\"a\"", "\"a\" \"b\"", "\"a\"x", ""})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(list, 200, status("GET", {{"If-None-Match", list}}, {weakTag("a"), 0}));
        const test::TestExchange::Fields since{{"If-Modified-Since", "Sun, 06 Nov 1994 08:49:37 GMT"}};
        CPPUNIT_ASSERT_EQUAL(304, status("GET", since, {"", time_}));
        CPPUNIT_ASSERT_EQUAL(200, status("GET", since, {"", time_ + 1}));
        CPPUNIT_ASSERT_EQUAL(200, status("GET", since, {"", 0}));
        CPPUNIT_ASSERT_EQUAL(200, status("GET", {{"If-Modified-Since", "yesterday"}}, {"", time_}));
    }
    void testATagDecidesAloneIfThereIsOne() {
        const test::TestExchange::Fields both{{"If-None-Match", "\"old\""},
                                              {"If-Modified-Since", "Sun, 06 Nov 1994 08:49:37 GMT"}};
        CPPUNIT_ASSERT_EQUAL(200, status("GET", both, {strongTag("new"), time_}));
    }
    void testAChangeOfAnotherVersionIsRefused() {
        CPPUNIT_ASSERT_EQUAL(200, status("PUT", {{"If-Match", "\"a\""}}, {strongTag("a"), 0}));
        CPPUNIT_ASSERT_EQUAL(412, status("PUT", {{"If-Match", "\"b\""}}, {strongTag("a"), 0}));
        CPPUNIT_ASSERT_EQUAL(412, status("PUT", {{"If-Match", "W/\"a\""}}, {weakTag("a"), 0}));
        CPPUNIT_ASSERT_EQUAL(412, status("PUT", {{"If-None-Match", "\"a\""}}, {strongTag("a"), 0}));
        const test::TestExchange::Fields since{{"If-Unmodified-Since", "Sun, 06 Nov 1994 08:49:37 GMT"}};
        CPPUNIT_ASSERT_EQUAL(200, status("POST", since, {"", time_}));
        CPPUNIT_ASSERT_EQUAL(412, status("POST", since, {"", time_ + 1}));
        CPPUNIT_ASSERT_EQUAL(200,
                             status("POST", {{"If-Modified-Since", "Sun, 06 Nov 1994 08:49:37 GMT"}}, {"", time_}));
    }
    void testABadTagIsRefused() {
        for (const char* bad : {"a\"b", "a b", "a\r\nb", "a\x7f"}) CPPUNIT_ASSERT_THROW(strongTag(bad), Error);
        CPPUNIT_ASSERT_EQUAL(std::string("W/\"a,\\\xc3\xbc\""), weakTag("a,\\\xc3\xbc"));
    }
    void testDatesAreWrittenAndReadInAllForms() {
        for (const char* text :
             {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"})
            CPPUNIT_ASSERT(parseHttpDate(text, 1800000000) == std::optional<std::int64_t>(time_));
        for (const std::int64_t seconds :
             {std::int64_t{0}, std::int64_t{-1}, std::int64_t{951782400}, // 29 February 2000
              std::int64_t{253402300799}, std::int64_t{-62167219200}})
            CPPUNIT_ASSERT(parseHttpDate(formatHttpDate(seconds), 0) == std::optional<std::int64_t>(seconds));
        CPPUNIT_ASSERT_EQUAL(std::string("Fri, 31 Dec 9999 23:59:59 GMT"), formatHttpDate(1LL << 60));
    }
    void testWhatIsNoDateIsNothing() {
        for (const char* text :
             {"", "Sun", "Mon, 06 Nov 1994 08:49:37 GMT", "Wed, 30 Feb 1994 08:49:37 GMT",
              "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 1994 08:49:37",
              "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 06 Nov 1994 08:49:37 GMT ", "Sun, 00 Nov 1994 08:49:37 GMT",
              "Sun, 06 anF 1994 08:49:37 GMT", "Sun, 06 "})
            CPPUNIT_ASSERT_MESSAGE(text, !parseHttpDate(text, 0));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ValidatorsHppTest);

} // namespace portico
