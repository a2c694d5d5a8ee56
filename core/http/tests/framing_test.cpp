// SPDX-License-Identifier: Apache-2.0
// How long is the body? Whatever two servers could answer in two ways is refused.
#include "http/framing.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::http;
using namespace std::string_literals;

namespace {

using Headers = std::vector<HeaderView>;

class FramingTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(FramingTest);
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
    CPPUNIT_TEST_SUITE_END();

    static Framing framing(Headers headers, std::string_view version = "HTTP/1.1", std::size_t most = 1000) {
        Request request;
        request.version = version;
        request.headers = std::move(headers);
        return framingOf(request, most);
    }
    static int refused(Headers headers, std::string_view version = "HTTP/1.1") {
        return framing(std::move(headers), version).refused;
    }

    void testNoHeaderIsNoBody() {
        const Framing none = framing({{"Host", "a"}});
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
};

CPPUNIT_TEST_SUITE_REGISTRATION(FramingTest);

} // namespace
