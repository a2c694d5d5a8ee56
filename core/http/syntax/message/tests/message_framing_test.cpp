// SPDX-License-Identifier: Apache-2.0
// The length of a body: a request that two servers could interpret differently is refused.
#include "http/syntax/message/message_framing.h"

#include <cppunit/extensions/HelperMacros.h>

#include <string>
#include <vector>

using namespace portico::http::syntax;
using namespace std::string_literals;

namespace {

using Fields = std::vector<Field>;

class MessageFramingTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(MessageFramingTest);
    CPPUNIT_TEST(testNoHeaderIsNoBody);
    CPPUNIT_TEST(testLengthIsDigitsAndNothingElse);
    CPPUNIT_TEST(testLengthThatNoNumberHoldsIsRefused);
    CPPUNIT_TEST(testBodyOfTheLimitIsTakenAndOneByteMoreIsTooLarge);
    CPPUNIT_TEST(testTwoLengthsAreRefusedEvenIfTheyAgree);
    CPPUNIT_TEST(testLengthTogetherWithChunkedIsRefused);
    CPPUNIT_TEST(testChunkedIsTakenInAnyCase);
    CPPUNIT_TEST(testEveryOtherEncodingIsNotImplemented);
    CPPUNIT_TEST(testTwoEncodingsAreRefused);
    CPPUNIT_TEST(testChunkedIsNotForOldVersions);
    CPPUNIT_TEST(testOtherVersionsAreNotSupported);
    CPPUNIT_TEST(testNamesAreComparedInAnyCaseAndWhole);
    CPPUNIT_TEST(testOldVersionWithABodyNeedsItsLength);
    CPPUNIT_TEST(testCodedBodiesAreRefused);
    CPPUNIT_TEST(testOtherExpectationsAreRefused);
    CPPUNIT_TEST(testContinueIsExpectedOnlyForABodyAndOnlyByTheNewVersion);
    CPPUNIT_TEST(testWhatCouldBeSmugglingIsSaidFirst);
    CPPUNIT_TEST_SUITE_END();

    static MessageFraming framing(const Fields& fields, std::string_view version = "HTTP/1.1",
                                  std::size_t most = 1000) {
        return framingOf(fields, version, "GET", most);
    }
    static int refused(const Fields& fields, std::string_view version = "HTTP/1.1") {
        return framing(fields, version).refused;
    }

    void testNoHeaderIsNoBody() {
        const MessageFraming none = framing({{"Host", "a"}});
        CPPUNIT_ASSERT(none.refused == 0 && !none.chunked && none.length == 0);
    }
    void testLengthIsDigitsAndNothingElse() {
        CPPUNIT_ASSERT_EQUAL(std::size_t{5}, framing({{"Content-Length", "5"}}).length);
        CPPUNIT_ASSERT_EQUAL(std::size_t{5}, framing({{"Content-Length", "0005"}}).length);
        CPPUNIT_ASSERT_EQUAL(0, refused({{"Content-Length", "0"}}));
        for (const auto& value :
             {""s,    "+5"s,   "-5"s,  "-0"s,  "0x5"s, " 5"s,    "5 "s,       "5,5"s, "5, 5"s, "5;5"s, "5.0"s,
              "5e0"s, "five"s, "5\0"s, "5\t"s, "\t5"s, "5\r\n"s, "\xd9\xa5"s, "1_0"s, "5 5"s,  "'5'"s})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(value, 400, refused({{"Content-Length", value}}));
    }
    void testLengthThatNoNumberHoldsIsRefused() {
        for (const auto* value :
             {"18446744073709551616", "99999999999999999999", "340282366920938463463374607431768211461"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(value, 400, refused({{"Content-Length", value}}));
        CPPUNIT_ASSERT_EQUAL(413, refused({{"Content-Length", "18446744073709551615"}}));
    }
    void testBodyOfTheLimitIsTakenAndOneByteMoreIsTooLarge() {
        CPPUNIT_ASSERT_EQUAL(0, refused({{"Content-Length", "1000"}}));
        CPPUNIT_ASSERT_EQUAL(413, refused({{"Content-Length", "1001"}}));
        CPPUNIT_ASSERT_EQUAL(413, framing({{"Content-Length", "1"}}, "HTTP/1.1", 0).refused);
    }
    void testTwoLengthsAreRefusedEvenIfTheyAgree() {
        CPPUNIT_ASSERT_EQUAL(400, refused({{"Content-Length", "5"}, {"Content-Length", "6"}}));
        CPPUNIT_ASSERT_EQUAL(400, refused({{"Content-Length", "5"}, {"content-length", "5"}}));
    }
    void testLengthTogetherWithChunkedIsRefused() {
        CPPUNIT_ASSERT_EQUAL(400, refused({{"Content-Length", "5"}, {"Transfer-Encoding", "chunked"}}));
        CPPUNIT_ASSERT_EQUAL(400, refused({{"Transfer-Encoding", "chunked"}, {"Content-Length", "0"}}));
    }
    void testChunkedIsTakenInAnyCase() {
        CPPUNIT_ASSERT(framing({{"transfer-encoding", "CHUNKED"}}).chunked);
        CPPUNIT_ASSERT_EQUAL(0, refused({{"Transfer-Encoding", "chunked"}}));
    }
    void testEveryOtherEncodingIsNotImplemented() {
        for (const auto& value :
             {"gzip"s, "identity"s, "gzip, chunked"s, "chunked, gzip"s, "chunked, chunked"s, "xchunked"s,
              "chunked;a=b"s, " chunked"s, "chunked "s, "\tchunked"s, "\"chunked\""s, "chunked\0"s, ""s, "chunke"s})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(value, 501, refused({{"Transfer-Encoding", value}}));
    }
    void testTwoEncodingsAreRefused() {
        CPPUNIT_ASSERT_EQUAL(400, refused({{"Transfer-Encoding", "chunked"}, {"Transfer-Encoding", "chunked"}}));
        CPPUNIT_ASSERT_EQUAL(400, refused({{"Transfer-Encoding", "chunked"}, {"Transfer-encoding", "identity"}}));
    }
    void testChunkedIsNotForOldVersions() {
        CPPUNIT_ASSERT_EQUAL(400, refused({{"Transfer-Encoding", "chunked"}}, "HTTP/1.0"));
        CPPUNIT_ASSERT_EQUAL(0, refused({{"Content-Length", "5"}}, "HTTP/1.0"));
    }
    void testOtherVersionsAreNotSupported() {
        for (const auto* version : {"HTTP/2.0", "HTTP/1.2", "HTTP/0.9", "http/1.1", "", "HTTP/1.1 ", "HTTP/01.1"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(version, 505, refused({}, version));
    }
    void testNamesAreComparedInAnyCaseAndWhole() {
        CPPUNIT_ASSERT_EQUAL(std::size_t{7}, framing({{"CONTENT-LENGTH", "7"}}).length);
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, framing({{"X-Content-Length", "7"}, {"Content_Length", "7"}}).length);
    }
    void testOldVersionWithABodyNeedsItsLength() {
        for (const auto* method : {"POST", "PUT", "PATCH"}) {
            CPPUNIT_ASSERT_EQUAL_MESSAGE(method, 411, framingOf({}, "HTTP/1.0", method, 1000).refused);
            CPPUNIT_ASSERT_EQUAL_MESSAGE(method, 0, framingOf({}, "HTTP/1.1", method, 1000).refused);
            const Fields empty{{"Content-Length", "0"}};
            CPPUNIT_ASSERT_EQUAL_MESSAGE(method, 0, framingOf(empty, "HTTP/1.0", method, 1000).refused);
        }
        for (const auto* method : {"GET", "HEAD", "DELETE", "OPTIONS", "post"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(method, 0, framingOf({}, "HTTP/1.0", method, 1000).refused);
    }
    void testCodedBodiesAreRefused() {
        CPPUNIT_ASSERT_EQUAL(0, refused({{"Content-Encoding", "Identity"}, {"Content-Length", "5"}}));
        for (const auto* coding : {"gzip", "br", "identity, gzip", "", "identityx"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(coding, 415, refused({{"content-encoding", coding}}));
        CPPUNIT_ASSERT_EQUAL(415, refused({{"Content-Encoding", "gzip"}, {"Content-Encoding", "identity"}}));
    }
    void testOtherExpectationsAreRefused() {
        for (const auto* expectation : {"200-ok", "", "100-continue, x", "100-continue;a", "100"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(expectation, 417, refused({{"expect", expectation}}));
        CPPUNIT_ASSERT_EQUAL(417, refused({{"Expect", "x"}, {"Expect", "100-continue"}}));
    }
    void testContinueIsExpectedOnlyForABodyAndOnlyByTheNewVersion() {
        const Field expect{"Expect", "100-Continue"};
        CPPUNIT_ASSERT(framing({expect, {"Content-Length", "1"}}).expectContinue);
        CPPUNIT_ASSERT(framing({{"Transfer-Encoding", "chunked"}, expect}).expectContinue);
        CPPUNIT_ASSERT(!framing({expect}).expectContinue && !framing({expect, {"Content-Length", "0"}}).expectContinue);
        CPPUNIT_ASSERT(!framing({expect, {"Content-Length", "1"}}, "HTTP/1.0").expectContinue);
        CPPUNIT_ASSERT(!framing({{"Content-Length", "1"}}).expectContinue);
    }
    void testWhatCouldBeSmugglingIsSaidFirst() {
        const Fields other{{"Expect", "x"}, {"Content-Encoding", "gzip"}};
        const auto with = [&other](Fields fields) {
            fields.insert(fields.end(), other.begin(), other.end());
            return fields;
        };
        CPPUNIT_ASSERT_EQUAL(400, refused(with({{"Content-Length", "5"}, {"Transfer-Encoding", "gzip"}})));
        CPPUNIT_ASSERT_EQUAL(400, refused(with({{"Content-Length", "+5"}})));
        CPPUNIT_ASSERT_EQUAL(413, refused(with({{"Content-Length", "1001"}})));
        CPPUNIT_ASSERT_EQUAL(415, refused(with({{"Content-Length", "1000"}})));
        CPPUNIT_ASSERT(!framing({{"Content-Length", "x"}}).reason.empty() && framing({}).reason.empty());
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(MessageFramingTest);

} // namespace
