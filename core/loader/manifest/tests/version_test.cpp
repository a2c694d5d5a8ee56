// SPDX-License-Identifier: Apache-2.0
// Versions of plugins and ranges of them.
#include "loader/manifest/version.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::loader;

namespace {

struct Membership {
    const char* range;
    const char* version;
    bool isIn;
};

const Membership memberships[] = {
    {">=1.2 <2", "1.2", true},         {">=1.2 <2", "1.2.0", true},
    {">=1.2 <2", "1.10.3", true},      {">=1.2 <2", "1.1.9", false},
    {">=1.2 <2", "2", false},          {">=1.2 <2", "2.0-rc1", false}, // as an upper bound it counts as 2.0
    {">=1.2 <2", "1.2.0~beta", false},                                 // as a lower bound it is less than 1.2
    {">=1.2 <2", "1.3-rc1", true},     {">=1.2", "1.2+debian4", true},
    {">1.2", "1.2.0.1", true},         {">1.2", "1.2.0.0", false},
    {"<=1.2", "1.2-rc1", true},        {"<=1.2", "1.2.0.1", false},
    {"=1.2.3", "1.2.3", true},         {"=1.2.3", "1.2.3-rc1", false},
    {"=1.2.3", "1.2.3.1", false},
};

} // namespace

class VersionTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(VersionTest);
    CPPUNIT_TEST(testEveryVersionIsInItsRanges);
    CPPUNIT_TEST(testTextsThatAreNoVersion);
    CPPUNIT_TEST(testTextsThatAreNoRange);
    CPPUNIT_TEST(testLimitsOfBoth);
    CPPUNIT_TEST_SUITE_END();

public:
    void testEveryVersionIsInItsRanges() {
        for (const Membership& one : memberships) {
            const auto range = VersionRange::read(one.range);
            const auto version = Version::read(one.version);
            const std::string what = std::string(one.version) + " in " + one.range;
            CPPUNIT_ASSERT_MESSAGE(what, range && version);
            CPPUNIT_ASSERT_EQUAL_MESSAGE(what, one.isIn, range->contains(*version));
            CPPUNIT_ASSERT_EQUAL(std::string(one.range), range->text());
        }
    }

    void testTextsThatAreNoVersion() {
        for (const char* bad : {"", ".", "1.", ".1", "1..2", "v1", "1.2.3.4.5", "1 ", "1.x", "1rc1", "-1", "1,2"})
            CPPUNIT_ASSERT_MESSAGE(bad, !Version::read(bad));
    }

    void testTextsThatAreNoRange() {
        for (const char* bad : {"", " ", ">=", "1.2", "~1.2", ">=1.2 ", " >=1.2", ">=1.2  <2", ">= 1.2", ">=1.2,<2",
                                "==1", ">=1.2-rc1", "*"})
            CPPUNIT_ASSERT_MESSAGE(bad, !VersionRange::read(bad));
    }

    void testLimitsOfBoth() {
        CPPUNIT_ASSERT(Version::read("999999999"));
        CPPUNIT_ASSERT(!Version::read("1000000000"));
        CPPUNIT_ASSERT(Version::read("1+" + std::string(98, 'a')));
        CPPUNIT_ASSERT(!Version::read("1+" + std::string(99, 'a')));
        CPPUNIT_ASSERT(VersionRange::read(">1 >1 >1 >1 >1 >1 >1 >1"));
        CPPUNIT_ASSERT(!VersionRange::read(">1 >1 >1 >1 >1 >1 >1 >1 >1"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(VersionTest);
