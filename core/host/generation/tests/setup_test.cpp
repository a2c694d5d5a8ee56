// SPDX-License-Identifier: Apache-2.0
// The first half of a start: which faults it reports, and that it reports no false ones.
#include "../../tests/running_site.h"
#include "host/process/refusal.h"

#include <cppunit/extensions/HelperMacros.h>

#include <sys/stat.h>

using namespace portico;
using host::test::anyContains;
using host::test::RunningSite;

namespace {

class SetupTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(SetupTest);
    CPPUNIT_TEST(testBrokenFileIsTheOnlyFault);
    CPPUNIT_TEST(testOpenStateIsAFault);
    CPPUNIT_TEST(testOpenPagesAreAWarning);
    CPPUNIT_TEST_SUITE_END();

    RunningSite site_;

    std::vector<std::string> reasons() {
        try {
            host::setUp(site_.options());
        } catch (const host::Refusal& refusal) {
            return refusal.reasons();
        }
        return {};
    }

    // Without the content of the file, the default plugin folder was used, and its absence was reported as a second fault.
    void testBrokenFileIsTheOnlyFault() {
        site_.configure("site.name = \"Portico\n");
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, reasons().size());
        CPPUNIT_ASSERT(anyContains(reasons(), "portico.toml:5"));
    }
    void testOpenStateIsAFault() {
        std::filesystem::create_directory(site_.path("state"));
        CPPUNIT_ASSERT(reasons().empty());
        ::chmod(site_.path("state").c_str(), 0777);
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, reasons().size());
        CPPUNIT_ASSERT_EQUAL("state.directory: " + site_.path("state") +
                                 ": is writable by users other than its owner; chmod go-w it",
                             reasons().front());
    }
    void testOpenPagesAreAWarning() {
        std::filesystem::create_directory(site_.path("pages"));
        CPPUNIT_ASSERT(host::setUp(site_.options()).warnings.empty());
        ::chmod(site_.path("pages").c_str(), 0777);
        CPPUNIT_ASSERT(anyContains(host::setUp(site_.options()).warnings, "every user on this machine may write to"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(SetupTest);

} // namespace
