// SPDX-License-Identifier: Apache-2.0
// The end of a head in bytes split in any way, and refusal as early as possible.
#include "http/syntax/message/head_scan.h"

#include <cppunit/extensions/HelperMacros.h>

#include <string>

using namespace portico::http::syntax;
using namespace std::string_literals;

namespace {

constexpr HeadLimits limits{16, 4, 64};
const std::string line = "GET / HTTP/1.1\r\n";

HeadScan::Result scan(const std::string& bytes) { return HeadScan().next(bytes, limits); }

int status(const std::string& bytes) {
    const HeadScan::Result result = scan(bytes);
    CPPUNIT_ASSERT_MESSAGE(bytes, (result.state == HeadScan::State::Bad) == !result.reason.empty());
    return result.status;
}

bool needsMore(const std::string& bytes) { return scan(bytes).state == HeadScan::State::NeedMore; }

// The number of bytes, one by one, after which the scan has a result.
std::size_t knownAfter(const std::string& bytes) {
    HeadScan one;
    for (std::size_t size = 1; size <= bytes.size(); ++size)
        if (one.next(std::string_view(bytes).substr(0, size), limits).state != HeadScan::State::NeedMore) return size;
    return 0;
}

} // namespace

class HeadScanTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(HeadScanTest);
    CPPUNIT_TEST(testHeadEndsAfterItsEmptyLine);
    CPPUNIT_TEST(testHeadIsFoundWhereverItIsSplit);
    CPPUNIT_TEST(testEveryBytePrefixNeedsMore);
    CPPUNIT_TEST(testEmptyLinesInFrontAreSkippedUpToTheirLimit);
    CPPUNIT_TEST(testBareEndsOfLinesAreRefusedAtOnce);
    CPPUNIT_TEST(testControlsAreRefusedAtOnceAndTabsAreNot);
    CPPUNIT_TEST(testRequestLineAtTheLimitIsTakenAndOneByteMoreIsTooLong);
    CPPUNIT_TEST(testHeaderAtTheLimitIsTakenAndOneByteMoreIsTooLong);
    CPPUNIT_TEST(testTrickledBytesBeyondALimitAreNotWaitedFor);
    CPPUNIT_TEST_SUITE_END();

public:
    void testHeadEndsAfterItsEmptyLine() {
        const std::string head = line + "Host: a\r\n\r\n";
        for (const auto& behind : {""s, "x"s, "\0\n\r"s, line + "\r\n"}) {
            const HeadScan::Result result = scan(head + behind);
            CPPUNIT_ASSERT(result.state == HeadScan::State::Complete && result.reason.empty());
            CPPUNIT_ASSERT_EQUAL(head.size(), result.length);
        }
        CPPUNIT_ASSERT_EQUAL(line.size() + 2, scan(line + "\r\n").length);
    }
    void testHeadIsFoundWhereverItIsSplit() {
        const std::string head = "\r\n" + line + "Host: a\r\nX:\t\r\n\r\n";
        for (std::size_t split = 0; split <= head.size(); ++split) {
            HeadScan one;
            const HeadScan::Result first = one.next(std::string_view(head).substr(0, split), limits);
            if (split < head.size()) CPPUNIT_ASSERT(first.state == HeadScan::State::NeedMore);
            if (split < head.size()) CPPUNIT_ASSERT_EQUAL(head.size(), one.next(head, limits).length);
        }
    }
    void testEveryBytePrefixNeedsMore() {
        const std::string head = line + "Host: a\r\n\r\n";
        CPPUNIT_ASSERT_EQUAL(head.size(), knownAfter(head));
        CPPUNIT_ASSERT(needsMore("") && needsMore("\r") && needsMore("\r\n") && needsMore(line));
    }
    void testEmptyLinesInFrontAreSkippedUpToTheirLimit() {
        std::string empty;
        for (std::size_t i = 0; i < HeadLimits::mostEmptyLines; ++i) empty += "\r\n";
        CPPUNIT_ASSERT_EQUAL(empty.size() + line.size() + 2, scan(empty + line + "\r\n").length);
        CPPUNIT_ASSERT_EQUAL(400, status(empty + "\r\n"));
        CPPUNIT_ASSERT(needsMore(empty));
    }
    void testBareEndsOfLinesAreRefusedAtOnce() {
        for (const auto& bad : {"\n"s, "G\n"s, "G\r\r"s, "G\rx"s, "\r\r"s, line + "\n"s, line + "a: b\n"s,
                                line + "\rx"s, line + "a: b\r\n\r\r"s, line + "a: b\r "s})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(bad, bad.size(), status(bad) == 400 ? knownAfter(bad) : 0);
    }
    void testControlsAreRefusedAtOnceAndTabsAreNot() {
        for (int byte = 0; byte < 0x20; ++byte)
            if (byte != '\r' && byte != '\t') CPPUNIT_ASSERT_EQUAL(400, status(line + "a" + static_cast<char>(byte)));
        CPPUNIT_ASSERT_EQUAL(400, status("\x16\x03\x01")); // TLS on a plain port
        CPPUNIT_ASSERT_EQUAL(400, status(line + "a\x7f"));
        CPPUNIT_ASSERT(needsMore(line + "a:\t\xff\x80 \t"));
    }
    void testRequestLineAtTheLimitIsTakenAndOneByteMoreIsTooLong() {
        const std::string method(HeadLimits::mostMethodBytes, 'M');
        const std::string most = method + " " + std::string(limits.target, 't') + " HTTP/1.1\r\n";
        CPPUNIT_ASSERT(needsMore(most));
        CPPUNIT_ASSERT_EQUAL(most.size() + 2, scan(most + "\r\n").length);
        CPPUNIT_ASSERT_EQUAL(414, status("M" + most));
        CPPUNIT_ASSERT_EQUAL(most.size() + 2, scan("\r\n" + most + "\r\n").length - 2);
    }
    void testHeaderAtTheLimitIsTakenAndOneByteMoreIsTooLong() {
        const std::string most = "a: " + std::string(limits.headerBytes - 5, 'b') + "\r\n";
        CPPUNIT_ASSERT_EQUAL(line.size() + limits.headerBytes + 2, scan(line + most + "\r\n").length);
        CPPUNIT_ASSERT_EQUAL(431, status(line + "a" + most + "\r\n"));
        CPPUNIT_ASSERT_EQUAL(431, status(line + most + "a: b\r\n\r\n"));
        CPPUNIT_ASSERT_EQUAL(431, status(line + most + most + most));
    }
    void testTrickledBytesBeyondALimitAreNotWaitedFor() {
        CPPUNIT_ASSERT_EQUAL(limits.requestLineBytes(), knownAfter(std::string(200, 'G')));
        CPPUNIT_ASSERT_EQUAL(line.size() + limits.headerBytes + 2, knownAfter(line + std::string(200, 'a')));
        CPPUNIT_ASSERT_EQUAL(414, status(std::string(200, 'G') + "\n"));
        CPPUNIT_ASSERT_EQUAL(431, status(line + std::string(200, 'a') + "\n"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(HeadScanTest);
