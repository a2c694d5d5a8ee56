// SPDX-License-Identifier: Apache-2.0
// The examples and rules of W3C Trace Context, level 1, section 3.2.
#include "http/syntax/fields/traceparent.h"

#include <cppunit/extensions/HelperMacros.h>

#include <string>

using namespace portico::http::syntax;

namespace {

const std::string good = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

std::string with(std::size_t at, const std::string& text) { return std::string(good).replace(at, text.size(), text); }

class TraceparentTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(TraceparentTest);
    CPPUNIT_TEST(testExampleOfTheSpecificationIsRead);
    CPPUNIT_TEST(testLastFlagSaysWhetherTheTraceIsSampled);
    CPPUNIT_TEST(testLaterVersionMayHaveMoreFields);
    CPPUNIT_TEST(testIdsOfZerosAreNoTrace);
    CPPUNIT_TEST(testOnlyDigitsInLowerCaseAreRead);
    CPPUNIT_TEST(testAnyOtherLengthIsNoTrace);
    CPPUNIT_TEST(testEveryWrongByteIsFound);
    CPPUNIT_TEST_SUITE_END();

public:
    void testExampleOfTheSpecificationIsRead() {
        const auto trace = parseTraceparent(good);
        CPPUNIT_ASSERT(trace);
        CPPUNIT_ASSERT_EQUAL(std::string("0af7651916cd43dd8448eb211c80319c"), std::string(trace->traceId));
        CPPUNIT_ASSERT_EQUAL(std::string("b7ad6b7169203331"), std::string(trace->parentId));
    }
    void testLastFlagSaysWhetherTheTraceIsSampled() {
        for (const auto& [flags, sampled] : {std::pair("00", false),
                                             {"01", true},
                                             {"02", false},
                                             {"ff", true},
                                             {"0a", false},
                                             {"0b", true},
                                             {"09", true},
                                             {"f8", false}})
            CPPUNIT_ASSERT_EQUAL(sampled, parseTraceparent(with(53, flags)).value().sampled);
    }
    void testLaterVersionMayHaveMoreFields() {
        CPPUNIT_ASSERT(parseTraceparent(with(0, "01")));
        CPPUNIT_ASSERT(parseTraceparent(with(0, "cc") + "-what-the-future-will-be-like"));
        CPPUNIT_ASSERT(parseTraceparent(with(0, "cc") + "-"));
        CPPUNIT_ASSERT(!parseTraceparent(with(0, "cc") + ".what"));
        CPPUNIT_ASSERT(!parseTraceparent(good + "-more"));
        CPPUNIT_ASSERT(!parseTraceparent(with(0, "ff")));
    }
    void testIdsOfZerosAreNoTrace() {
        CPPUNIT_ASSERT(!parseTraceparent(with(3, std::string(32, '0'))));
        CPPUNIT_ASSERT(!parseTraceparent(with(36, std::string(16, '0'))));
        CPPUNIT_ASSERT(parseTraceparent(with(3, std::string(31, '0') + "1")));
        CPPUNIT_ASSERT(parseTraceparent(with(36, std::string(15, '0') + "1")));
    }
    void testOnlyDigitsInLowerCaseAreRead() {
        for (const std::size_t at : {0u, 1u, 3u, 34u, 36u, 51u, 53u, 54u}) {
            CPPUNIT_ASSERT(!parseTraceparent(with(at, "A")));
            CPPUNIT_ASSERT(!parseTraceparent(with(at, "g")));
            CPPUNIT_ASSERT(!parseTraceparent(with(at, " ")));
        }
    }
    void testAnyOtherLengthIsNoTrace() {
        for (std::size_t length = 0; length < good.size(); ++length)
            CPPUNIT_ASSERT(!parseTraceparent(good.substr(0, length)));
        CPPUNIT_ASSERT(!parseTraceparent(good + "0"));
        CPPUNIT_ASSERT(!parseTraceparent(" " + good));
    }
    void testEveryWrongByteIsFound() {
        for (std::size_t at = 0; at < good.size(); ++at)
            for (const char* byte : {"_", "\n", "\xff", ","}) CPPUNIT_ASSERT(!parseTraceparent(with(at, byte)));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(TraceparentTest);

} // namespace
