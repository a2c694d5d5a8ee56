// SPDX-License-Identifier: Apache-2.0
// The head of a request: one interpretation or none.
#include "http/syntax/message/request_head.h"

#include <cppunit/extensions/HelperMacros.h>

#include <string>

using namespace portico::http::syntax;
using namespace std::string_literals;

class RequestHeadTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(RequestHeadTest);
    CPPUNIT_TEST(testPartsAndFieldsAreRead);
    CPPUNIT_TEST(testHeadWithoutFieldsIsRead);
    CPPUNIT_TEST(testValuesAreTrimmedAndMayBeEmpty);
    CPPUNIT_TEST(testEmptyLinesInFrontAreSkipped);
    CPPUNIT_TEST(testMalformedRequestLinesAreRefused);
    CPPUNIT_TEST(testOtherVersionsAreNotSupported);
    CPPUNIT_TEST(testMalformedFieldsAreRefused);
    CPPUNIT_TEST(testEveryByteOfANameOrValueIsChecked);
    CPPUNIT_TEST(testBytesAfterTheHeadAreRefused);
    CPPUNIT_TEST(testTargetAtTheLimitIsTakenAndOneByteMoreIsTooLong);
    CPPUNIT_TEST(testMethodAtTheLimitIsTakenAndOneByteMoreIsNotImplemented);
    CPPUNIT_TEST(testFieldsAtTheirLimitsAreTakenAndOneMoreIsTooMuch);
    CPPUNIT_TEST(testWhatWasReadBeforeAFaultStays);
    CPPUNIT_TEST(testNothingOfTheHeadBeforeIsLeftAndNothingIsAllocated);
    CPPUNIT_TEST_SUITE_END();

    std::string text_; // the text into which head_ views
    RequestHead head_;
    std::string_view reason_;

    int parse(std::string text, const HeadLimits& limits = {}) {
        text_ = std::move(text);
        const int status = parseRequestHead(text_, limits, head_, reason_);
        CPPUNIT_ASSERT((status == 0) == reason_.empty());
        return status;
    }
    int withLine(const std::string& line) { return parse(line + "\r\nHost: a\r\n\r\n"); }
    int withField(const std::string& field) { return parse("GET / HTTP/1.1\r\nHost: a\r\n" + field + "\r\n\r\n"); }

public:
    void testPartsAndFieldsAreRead() {
        const std::string text =
            "GET /a?b=c HTTP/1.1\r\nHost: site\r\nX-!#$%&'*+.^_`|~9: \"v\", w;\xc3\xa4\r\nHost: b\r\n\r\n";
        CPPUNIT_ASSERT_EQUAL(0, parse(text));
        CPPUNIT_ASSERT(head_.method == "GET" && head_.target == "/a?b=c" && head_.version == "HTTP/1.1");
        CPPUNIT_ASSERT_EQUAL(std::size_t{3}, head_.fields.size());
        CPPUNIT_ASSERT(head_.fields[0].name == "Host" && head_.fields[0].value == "site");
        CPPUNIT_ASSERT(head_.fields[1].name == "X-!#$%&'*+.^_`|~9" && head_.fields[1].value == "\"v\", w;\xc3\xa4");
        CPPUNIT_ASSERT(head_.method.data() == text_.data() && head_.fields[2].value == "b");
    }
    void testHeadWithoutFieldsIsRead() {
        CPPUNIT_ASSERT_EQUAL(0, parse("OPTIONS * HTTP/1.0\r\n\r\n"));
        CPPUNIT_ASSERT(head_.target == "*" && head_.version == "HTTP/1.0" && head_.fields.empty());
    }
    void testValuesAreTrimmedAndMayBeEmpty() {
        for (const auto* field : {"a:b \tc", "a: \t b \tc\t ", "a:\tb \tc"}) {
            CPPUNIT_ASSERT_EQUAL_MESSAGE(field, 0, withField(field));
            CPPUNIT_ASSERT(head_.fields[1].value == "b \tc");
        }
        for (const auto* field : {"a:", "a: ", "a:\t \t"}) {
            CPPUNIT_ASSERT_EQUAL_MESSAGE(field, 0, withField(field));
            CPPUNIT_ASSERT(head_.fields[1].value.empty());
        }
    }
    void testEmptyLinesInFrontAreSkipped() {
        const std::string head = "GET / HTTP/1.1\r\n\r\n";
        std::string empty;
        for (std::size_t i = 0; i <= HeadLimits::mostEmptyLines; ++i, empty += "\r\n")
            CPPUNIT_ASSERT_EQUAL(0, parse(empty + head));
        CPPUNIT_ASSERT_EQUAL(400, parse(empty + head));
    }
    void testMalformedRequestLinesAreRefused() {
        for (const auto& line : {""s,
                                 " "s,
                                 "GET"s,
                                 "GET "s,
                                 "GET  "s,
                                 "GET /"s,
                                 "GET / "s,
                                 "GET /  HTTP/1.1"s,
                                 "GET  / HTTP/1.1"s,
                                 " GET / HTTP/1.1"s,
                                 "GET\t/ HTTP/1.1"s,
                                 "GET /\tHTTP/1.1"s,
                                 "GET / HTTP/1.1 "s,
                                 "GET / HTTP/1.1\t"s,
                                 "GET /a b HTTP/1.1"s,
                                 "GET / http/1.1"s,
                                 "GET / HTTP/1"s,
                                 "GET / HTTP/1.10"s,
                                 "GET / HTTP/11"s,
                                 "GET / HTTP/1.x"s,
                                 "GET / HTTP/a.1"s,
                                 "GET / HTTP/1,1"s,
                                 "GET / HTTPS/1.1"s,
                                 "GET / HTTP/ 1.1"s,
                                 "GET / XTTP/1.1"s,
                                 "GE(T / HTTP/1.1"s,
                                 "G\0T / HTTP/1.1"s,
                                 "GET /\0 HTTP/1.1"s,
                                 "GET /\x01 HTTP/1.1"s,
                                 "GET /\x7f HTTP/1.1"s,
                                 "GET /\r HTTP/1.1"s,
                                 "\"GET\" / HTTP/1.1"s,
                                 "GET / HTTP/1.1\r"s,
                                 "GET: / HTTP/1.1"s,
                                 "\xc3\xa4 / HTTP/1.1"s})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(line, 400, withLine(line));
        for (const auto* text : {"", "\r\n", "\r", "\n", "GET / HTTP/1.1", "GET / HTTP/1.1\n\n", "GET / HTTP/1.1\r\n"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(text, 400, parse(text));
    }
    void testOtherVersionsAreNotSupported() {
        for (const auto* version : {"HTTP/2.0", "HTTP/1.2", "HTTP/0.9", "HTTP/9.9", "HTTP/0.0"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(version, 505, withLine("GET / "s + version));
        CPPUNIT_ASSERT_EQUAL(505, parse("PRI * HTTP/2.0\r\n\r\n")); // the HTTP/2 preface, sent without negotiation
    }
    void testMalformedFieldsAreRefused() {
        for (const auto& field :
             {"a"s,       ":"s,           ": b"s,        " a: b"s,          "\ta: b"s,   "a : b"s,
              "a\t: b"s,  "a b: c"s,      "a: b\r\n c"s, "a: b\r\n\tc: d"s, "a: b\rc"s,  "a: b\nc: d"s,
              "a: \0"s,   "a\0: b"s,      "(a): b"s,     "a@: b"s,          "\"a\": b"s, "a: b\x01"s,
              "a: \x7f"s, "\xc3\xa4: b"s, "a: b\r"s,     "a\r\n: b"s})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(field, 400, withField(field));
    }
    void testEveryByteOfANameOrValueIsChecked() {
        for (int i = 0; i < 256; ++i) {
            const char byte = static_cast<char>(i);
            const std::string message = std::to_string(i);
            if (byte == ':') continue; // ends the name
            CPPUNIT_ASSERT_EQUAL_MESSAGE(message, isToken({&byte, 1}) ? 0 : 400, withField("a"s + byte + "b: c"));
            CPPUNIT_ASSERT_EQUAL_MESSAGE(message, isFieldValue({&byte, 1}) ? 0 : 400, withField("a: b"s + byte + "c"));
            CPPUNIT_ASSERT_EQUAL_MESSAGE(message, isToken({&byte, 1}) ? 0 : 400,
                                         withLine("G"s + byte + "T / HTTP/1.1"));
        }
    }
    void testBytesAfterTheHeadAreRefused() {
        CPPUNIT_ASSERT_EQUAL(400, parse("GET / HTTP/1.1\r\n\r\nx"));
        CPPUNIT_ASSERT_EQUAL(400, parse("GET / HTTP/1.1\r\n\r\n\r\n"));
    }
    void testTargetAtTheLimitIsTakenAndOneByteMoreIsTooLong() {
        const HeadLimits limits{10, 100, 100};
        CPPUNIT_ASSERT_EQUAL(0, parse("GET /234567890 HTTP/1.1\r\n\r\n", limits));
        CPPUNIT_ASSERT_EQUAL(414, parse("GET /2345678901 HTTP/1.1\r\n\r\n", limits));
    }
    void testMethodAtTheLimitIsTakenAndOneByteMoreIsNotImplemented() {
        const std::string most(HeadLimits::mostMethodBytes, 'M');
        CPPUNIT_ASSERT_EQUAL(0, withLine(most + " / HTTP/1.1"));
        CPPUNIT_ASSERT_EQUAL(501, withLine(most + "M / HTTP/1.1"));
    }
    void testFieldsAtTheirLimitsAreTakenAndOneMoreIsTooMuch() {
        const std::string line = "GET / HTTP/1.1\r\n";
        CPPUNIT_ASSERT_EQUAL(0, parse(line + "a: b\r\nc: d\r\n\r\n", {10, 2, 12}));
        CPPUNIT_ASSERT_EQUAL(431, parse(line + "a: b\r\nc: d\r\n\r\n", {10, 1, 12}));
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, head_.fields.size());
        CPPUNIT_ASSERT_EQUAL(431, parse(line + "a: b\r\nc: d\r\n\r\n", {10, 2, 11}));
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, head_.fields.size());
        CPPUNIT_ASSERT_EQUAL(0, parse(line + "\r\n", {10, 0, 0}));
    }
    void testWhatWasReadBeforeAFaultStays() {
        for (const auto* line : {"GET /2345678901 HTTP/1.1", "GET / HTTP/3.0"}) {
            CPPUNIT_ASSERT(parse(std::string(line) + "\r\nAccept: text/html\r\n\r\n", {10, 9, 99}) > 400);
            CPPUNIT_ASSERT(head_.method == "GET" && head_.fields.at(0).value == "text/html");
        }
        CPPUNIT_ASSERT_EQUAL(400, withField("b : c"));
        CPPUNIT_ASSERT(head_.target == "/" && head_.fields.size() == 1);
        CPPUNIT_ASSERT_EQUAL(505, parse("GET / HTTP/3.0\r\na : b\r\n\r\n"));
        CPPUNIT_ASSERT_EQUAL(400, parse("GET / HTTP/1.1\r\nAccept: text/html\r\nCoo"));
        CPPUNIT_ASSERT(head_.fields.at(0).value == "text/html");
    }
    void testNothingOfTheHeadBeforeIsLeftAndNothingIsAllocated() {
        CPPUNIT_ASSERT_EQUAL(0, withField("a: b"));
        const Field* const memory = head_.fields.data();
        CPPUNIT_ASSERT_EQUAL(0, withField("c: d"));
        CPPUNIT_ASSERT(head_.fields.data() == memory && head_.fields.size() == 2);
        CPPUNIT_ASSERT_EQUAL(400, parse("?"));
        CPPUNIT_ASSERT(head_.fields.empty() && head_.method.empty() && head_.target.empty() && head_.version.empty());
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(RequestHeadTest);
