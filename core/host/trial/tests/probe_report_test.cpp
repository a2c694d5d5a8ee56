// SPDX-License-Identifier: Apache-2.0
// What a probe process reported before it ended, however it ended.
#include "host/trial/probe_report.h"

#include <cppunit/extensions/HelperMacros.h>

using portico::host::ProbeReport;

namespace {

class ProbeReportTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ProbeReportTest);
    CPPUNIT_TEST(testUnfinishedStepNamesItsPlugin);
    CPPUNIT_TEST(testBetweenStepsNobodyIsNamed);
    CPPUNIT_TEST(testFaultsAndHashesAreKeptByPlugin);
    CPPUNIT_TEST(testDamagedLinesAreLeftOut);
    CPPUNIT_TEST(testWhereItDiesIsNotOverwrittenByOtherThreads);
    CPPUNIT_TEST(testRoutesAreReadBack);
    CPPUNIT_TEST_SUITE_END();

    ProbeReport report_;

public:
    void testUnfinishedStepNamesItsPlugin() {
        report_.take("begins\tone\tload");
        report_.take("ended\tone\tload");
        report_.take("begins\ttwo\tstart");
        CPPUNIT_ASSERT_EQUAL(std::string("two"), report_.plugin());
        CPPUNIT_ASSERT_EQUAL(std::string("start"), report_.step());
        CPPUNIT_ASSERT(!report_.isComplete());
    }
    void testBetweenStepsNobodyIsNamed() {
        report_.take("begins\tone\tload");
        report_.take("ended\tone\tload");
        CPPUNIT_ASSERT_EQUAL(std::string(), report_.plugin());
        report_.take("complete\t\t");
        CPPUNIT_ASSERT(report_.isComplete());
    }
    void testFaultsAndHashesAreKeptByPlugin() {
        report_.take("fault\tone\tleaves 1 thread running");
        report_.take("fault\tone\tclosed descriptor 0");
        report_.take("hash\ttwo\tabc");
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, report_.faults.at("one").size());
        CPPUNIT_ASSERT_EQUAL(std::string("abc"), report_.hashes.at("two"));
    }
    void testDamagedLinesAreLeftOut() {
        for (const char* line : {"", "\t", "fault", "fault\tone", "nonsense\tone\ttwo"}) report_.take(line);
        CPPUNIT_ASSERT(report_.faults.empty() && report_.hashes.empty() && report_.plugin().empty());
    }
    void testWhereItDiesIsNotOverwrittenByOtherThreads() {
        portico::host::ProbeReport report;
        for (const char* line :
             {"begins\tauth\tstart", "dies\tbooks\ta thread of its own", "ended\tauth\tstart", "begins\tnews\tstart"})
            report.take(line);
        CPPUNIT_ASSERT_EQUAL(std::string("books"), report.plugin());
        CPPUNIT_ASSERT_EQUAL(std::string("a thread of its own"), report.step());
    }
    void testRoutesAreReadBack() {
        portico::host::ProbeReport report;
        report.take("route\tbooks\tGET\x1f/books\x1fuser\x1frole:staff\x1fLists the books.\x1f"
                    "8192\x1f");
        report.take("route\tbooks\tGET\x1f/cut");
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, report.routes.size());
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{8192}, report.routes[0].bodyLimit);
        CPPUNIT_ASSERT_EQUAL(std::string("/books user role:staff Lists the books. books"),
                             report.routes[0].path + ' ' + report.routes[0].guard + ' ' + report.routes[0].extraGuard +
                                 ' ' + report.routes[0].summary + ' ' + report.routes[0].plugin);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ProbeReportTest);

} // namespace
