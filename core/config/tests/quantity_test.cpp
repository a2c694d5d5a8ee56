// SPDX-License-Identifier: Apache-2.0
// Durations and sizes: which texts are read or refused, and that what is written reads back.
#include "config/quantity.h"

#include <cppunit/extensions/HelperMacros.h>

#include <limits>

using namespace portico::config;

class QuantityTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(QuantityTest);
    CPPUNIT_TEST(testDurationIsANumberAndAUnit);
    CPPUNIT_TEST(testSizeIsANumberAndABinaryUnit);
    CPPUNIT_TEST(testAnythingElseIsRefused);
    CPPUNIT_TEST(testWhatDoesNotFitIsRefused);
    CPPUNIT_TEST(testTextIsInTheLargestUnitThatDivides);
    CPPUNIT_TEST_SUITE_END();

public:
    void testDurationIsANumberAndAUnit() {
        CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, parseDuration("0s").value());
        CPPUNIT_ASSERT_EQUAL(std::int64_t{30}, parseDuration("30s").value());
        CPPUNIT_ASSERT_EQUAL(std::int64_t{300}, parseDuration("5 m").value());
        CPPUNIT_ASSERT_EQUAL(std::int64_t{7200}, parseDuration("2h").value());
        CPPUNIT_ASSERT_EQUAL(std::int64_t{86400}, parseDuration("1d").value());
    }

    void testSizeIsANumberAndABinaryUnit() {
        CPPUNIT_ASSERT_EQUAL(std::int64_t{7}, parseSize("7 B").value());
        CPPUNIT_ASSERT_EQUAL(std::int64_t{65536}, parseSize("64 KiB").value());
        CPPUNIT_ASSERT_EQUAL(std::int64_t{1} << 20, parseSize("1MiB").value());
        CPPUNIT_ASSERT_EQUAL(std::int64_t{3} << 30, parseSize("3 GiB").value());
    }

    void testAnythingElseIsRefused() {
        for (const char* text :
             {"", "30", "s", "-1s", "+1s", "1.5h", "1h30m", "30S", " 30s", "30s ", "30  s", "5ms", "0x1s"})
            CPPUNIT_ASSERT_MESSAGE(text, !parseDuration(text));
        for (const char* text : {"", "64", "64 kB", "64 KB", "64 kib", "64 K", "-1 B", "KiB"})
            CPPUNIT_ASSERT_MESSAGE(text, !parseSize(text));
        for (const char* text : {"", " 1", "1 ", "+1", "1.0", "0x10", "1_000"})
            CPPUNIT_ASSERT_MESSAGE(text, !parseInteger(text));
    }

    void testWhatDoesNotFitIsRefused() {
        CPPUNIT_ASSERT_EQUAL(std::numeric_limits<std::int64_t>::max(), parseSize("9223372036854775807 B").value());
        CPPUNIT_ASSERT(!parseSize("9223372036854775808 B"));
        CPPUNIT_ASSERT_EQUAL(std::int64_t{8589934591} << 30, parseSize("8589934591 GiB").value());
        CPPUNIT_ASSERT(!parseSize("8589934592 GiB"));
    }

    void testTextIsInTheLargestUnitThatDivides() {
        CPPUNIT_ASSERT_EQUAL(std::string("0s"), durationText(0));
        CPPUNIT_ASSERT_EQUAL(std::string("90s"), durationText(90));
        CPPUNIT_ASSERT_EQUAL(std::string("2h"), durationText(7200));
        CPPUNIT_ASSERT_EQUAL(std::string("1d"), durationText(86400));
        CPPUNIT_ASSERT_EQUAL(std::string("0 B"), sizeText(0));
        CPPUNIT_ASSERT_EQUAL(std::string("1 KiB"), sizeText(1024));
        CPPUNIT_ASSERT_EQUAL(std::string("1025 B"), sizeText(1025));
        CPPUNIT_ASSERT_EQUAL(std::string("2 GiB"), sizeText(std::int64_t{2} << 30));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(QuantityTest);
