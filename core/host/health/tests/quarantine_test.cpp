// SPDX-License-Identifier: Apache-2.0
// A plugin that crashed repeatedly is quarantined by content until it is released.
#include "host/health/crashes.h"
#include "host/health/quarantine.h"
#include "support/scratch_dir.h"

#include <cppunit/extensions/HelperMacros.h>

using portico::host::CrashRule;
using portico::host::parseCrash;
using portico::host::Quarantine;

namespace {

constexpr std::int64_t now = 1'800'000'000;

class QuarantineTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(QuarantineTest);
    CPPUNIT_TEST(testThirdCrashQuarantines);
    CPPUNIT_TEST(testOldCrashesDoNotCount);
    CPPUNIT_TEST(testOtherContentMayRun);
    CPPUNIT_TEST(testCrashesWithoutAPluginCountForNoPlugin);
    CPPUNIT_TEST(testQuarantineOutlastsItsCrashes);
    CPPUNIT_TEST(testReleasedPluginMayRunAndItsCrashesAreForgotten);
    CPPUNIT_TEST(testRuleOfZeroNeverQuarantines);
    CPPUNIT_TEST(testBacktracesAreNoCrashes);
    CPPUNIT_TEST(testDamagedLinesAreLeftOut);
    CPPUNIT_TEST_SUITE_END();

    portico::test::ScratchDir state_;
    const Quarantine quarantine_{state_.path()};
    const CrashRule rule_{3, 600};
    std::string lines_;

    void crashed(std::int64_t when, const std::string& hash, const std::string& plugin = "shaky") {
        lines_ += "crash " + std::to_string(when) + ' ' + plugin + ' ' + hash +
                  " SIGSEGV handle 4 abc /x\n/lib/x.so(+0x1)[0x2]\n";
        state_.write("crashes", lines_);
    }
    bool isIn(const std::string& hash) const { return quarantine_.reason(hash).has_value(); }

public:
    void testThirdCrashQuarantines() {
        crashed(now - 20, "abc");
        crashed(now - 10, "abc");
        quarantine_.importCrashes(rule_, now);
        CPPUNIT_ASSERT(!isIn("abc"));
        crashed(now, "abc");
        quarantine_.importCrashes(rule_, now);
        CPPUNIT_ASSERT_EQUAL(
            std::string("is quarantined: it crashed the server 3 times within 10 minutes, last at 2027-01-15 "
                        "08:00 UTC with SIGSEGV in handle for /x; run `portico plugins release shaky` "
                        "or install another file"),
            quarantine_.reason("abc").value());
    }
    void testOldCrashesDoNotCount() {
        for (const int age : {601, 10, 5}) crashed(now - age, "abc");
        quarantine_.importCrashes(rule_, now);
        CPPUNIT_ASSERT(!isIn("abc"));
    }
    void testOtherContentMayRun() {
        for (int i = 0; i < 3; ++i) crashed(now, "abc");
        quarantine_.importCrashes(rule_, now);
        CPPUNIT_ASSERT(isIn("abc") && !isIn("abd") && !isIn(""));
    }
    void testCrashesWithoutAPluginCountForNoPlugin() {
        for (int i = 0; i < 5; ++i) crashed(now, "-", "-");
        quarantine_.importCrashes(rule_, now);
        CPPUNIT_ASSERT(!isIn("-"));
    }
    void testQuarantineOutlastsItsCrashes() {
        for (int i = 0; i < 3; ++i) crashed(now, "abc");
        quarantine_.importCrashes(rule_, now);
        quarantine_.importCrashes(rule_, now + 10000);
        CPPUNIT_ASSERT(isIn("abc"));
        CPPUNIT_ASSERT_EQUAL(std::string(), state_.read("crashes"));
    }
    void testReleasedPluginMayRunAndItsCrashesAreForgotten() {
        for (int i = 0; i < 3; ++i) crashed(now, "abc");
        crashed(now, "fff", "other");
        quarantine_.importCrashes(rule_, now);
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, quarantine_.release("shaky"));
        quarantine_.importCrashes(rule_, now);
        CPPUNIT_ASSERT(!isIn("abc"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, quarantine_.release("shaky"));
        CPPUNIT_ASSERT(state_.read("crashes").find("other fff") != std::string::npos);
    }
    void testRuleOfZeroNeverQuarantines() {
        for (int i = 0; i < 5; ++i) crashed(now, "abc");
        quarantine_.importCrashes({0, 600}, now);
        CPPUNIT_ASSERT(!isIn("abc"));
    }
    void testBacktracesAreNoCrashes() {
        for (int i = 0; i < 2; ++i) crashed(now, "abc");
        lines_ += "/usr/lib/crash 3 abc(+0x5)[0x7]\n";
        state_.write("crashes", lines_);
        quarantine_.importCrashes(rule_, now);
        CPPUNIT_ASSERT(!isIn("abc"));
    }
    void testDamagedLinesAreLeftOut() {
        for (const char* line : {"", "crash", "crash x shaky abc SIGSEGV handle 1 r /x", "crash 5 shaky abc SIGSEGV"})
            CPPUNIT_ASSERT(!parseCrash(line));
        CPPUNIT_ASSERT_EQUAL(std::string("/a b"),
                             parseCrash("crash 5 shaky abc SIGSEGV handle 1 r /a b").value().target);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(QuarantineTest);

} // namespace
