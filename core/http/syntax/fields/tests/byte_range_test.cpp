// SPDX-License-Identifier: Apache-2.0
// Ranges: valid parts, unsatisfiable ones, and too many.
#include "http/syntax/fields/byte_range.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::http::syntax;
using Kind = RangeRequest::Kind;

class ByteRangeTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ByteRangeTest);
    CPPUNIT_TEST(testPartLiesWithinTheWhole);
    CPPUNIT_TEST(testPartsKeepTheOrderOfTheRequest);
    CPPUNIT_TEST(testOverlappingAndNearPartsBecomeOne);
    CPPUNIT_TEST(testPartThatConnectsOthersTakesThemAllIn);
    CPPUNIT_TEST(testPartAfterTheEndIsLeftOut);
    CPPUNIT_TEST(testNothingWithinTheWholeIsUnsatisfiable);
    CPPUNIT_TEST(testMalformedRangesAreNoRanges);
    CPPUNIT_TEST(testMostRangesAreTakenAndOneMoreIsTheWhole);
    CPPUNIT_TEST(testPartOfNothingIsTheWhole);
    CPPUNIT_TEST(testNumbersBeyond64BitsAreAfterTheEnd);
    CPPUNIT_TEST(testContentRangeSaysWhereThePartLies);
    CPPUNIT_TEST_SUITE_END();

    // "0+10 90+10"
    static std::string parts(std::string_view range, std::uint64_t length = 100, RangeLimits limits = {16, 0}) {
        const RangeRequest request = parseRange(range, length, limits);
        if (request.kind == Kind::Whole) return "whole";
        if (request.kind == Kind::Unsatisfiable) return "unsatisfiable";
        std::string all;
        for (const ByteRange& part : request.parts)
            all += (all.empty() ? "" : " ") + std::to_string(part.first) + "+" + std::to_string(part.length);
        return all;
    }
    static void expect(const std::string& wanted, std::initializer_list<const char*> ranges) {
        for (const char* range : ranges) CPPUNIT_ASSERT_EQUAL_MESSAGE(range, wanted, parts(range));
    }

public:
    void testPartLiesWithinTheWhole() {
        expect("0+10", {"bytes=0-9", "BYTES=0-9", "bytes= 0-9 ", "bytes=,0-9,", "bytes=000-0009"});
        expect("90+10", {"bytes=90-", "bytes=-10", "bytes=90-99", "bytes=90-1000"});
        expect("0+100", {"bytes=0-", "bytes=-100", "bytes=-1000", "bytes=0-99"});
        expect("99+1", {"bytes=99-", "bytes=-1", "bytes=99-99"});
    }
    void testPartsKeepTheOrderOfTheRequest() {
        expect("90+10 0+10", {"bytes=90-99,0-9", "bytes=-10 , 0-9"});
        expect("0+1 50+1 99+1", {"bytes=0-0,50-50,-1"});
    }
    void testOverlappingAndNearPartsBecomeOne() {
        expect("0+20", {"bytes=0-9,5-19", "bytes=5-19,0-9", "bytes=0-9,10-19", "bytes=0-19,5-9", "bytes=5-9,0-19",
                        "bytes=0-19,0-19"});
        CPPUNIT_ASSERT_EQUAL(std::string("0+10 15+5"), parts("bytes=0-9,15-19", 100, {16, 4}));
        CPPUNIT_ASSERT_EQUAL(std::string("0+20"), parts("bytes=0-9,15-19", 100, {16, 5}));
        CPPUNIT_ASSERT_EQUAL(std::string("0+20"), parts("bytes=15-19,0-9", 100, {16, 5}));
    }
    void testPartThatConnectsOthersTakesThemAllIn() {
        expect("80+1 0+30", {"bytes=80-80,0-9,20-29,5-25", "bytes=80-80,20-29,0-9,5-25"});
        expect("0+100", {"bytes=40-49,0-9,80-99,60-60,0-99"});
    }
    void testPartAfterTheEndIsLeftOut() { expect("0+10", {"bytes=100-,0-9", "bytes=0-9,200-300", "bytes=-0,0-9"}); }
    void testNothingWithinTheWholeIsUnsatisfiable() {
        expect("unsatisfiable", {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=100-,200-"});
    }
    void testMalformedRangesAreNoRanges() {
        expect("whole", {"",           "bytes",        "bytes=",        "bytes=,",   "bytes=-",     "bytes=9-0",
                         "bytes=a-b",  "bytes=0-9x",   "bytes 0-9",     "bytes=0",   "bytes=+0-9",  "bytes=0- 9",
                         "bytes=0--9", "bytes=--9",    "bytes=0-9;1-2", "items=0-9", "bytes=0-9,x", "bytes=0x0-0x9",
                         "bytes =0-9", "bytes=0-9-20", "bytes=200-100"});
    }
    void testMostRangesAreTakenAndOneMoreIsTheWhole() {
        CPPUNIT_ASSERT_EQUAL(std::string("0+1 2+1 4+1"), parts("bytes=0-0,2-2,4-4", 100, {3, 0}));
        CPPUNIT_ASSERT_EQUAL(std::string("whole"), parts("bytes=0-0,2-2,4-4,6-6", 100, {3, 0}));
        CPPUNIT_ASSERT_EQUAL(std::string("whole"), parts("bytes=0-0,0-0,0-0,200-", 100, {3, 0}));
    }
    void testPartOfNothingIsTheWhole() {
        for (const char* range : {"bytes=0-", "bytes=-1", "bytes=0-0"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(range, std::string("whole"), parts(range, 0));
    }
    void testNumbersBeyond64BitsAreAfterTheEnd() {
        expect("90+10", {"bytes=90-99999999999999999999999", "bytes=90-18446744073709551615"});
        expect("0+100", {"bytes=-99999999999999999999999"});
        expect("unsatisfiable", {"bytes=18446744073709551616-", "bytes=99999999999999999999-99999999999999999999"});
    }
    void testContentRangeSaysWhereThePartLies() {
        CPPUNIT_ASSERT_EQUAL(std::string("bytes 0-9/100"), contentRange({0, 10}, 100));
        CPPUNIT_ASSERT_EQUAL(std::string("bytes */100"), contentRange(100));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ByteRangeTest);
