// SPDX-License-Identifier: Apache-2.0
// A site with a quarantined plugin starts without it and without what needs it, and everything that was guarded stays guarded.
#include "../../tests/running_site.h"
#include "host/health/quarantine.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico;
using host::test::anyContains;

namespace {

class QuarantinedSiteTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(QuarantinedSiteTest);
    CPPUNIT_TEST(testSiteStartsWithoutTheNamedProvider);
    CPPUNIT_TEST(testPluginThatNeedsItIsLeftOutToo);
    CPPUNIT_TEST(testOtherFileIsNotQuarantined);
    CPPUNIT_TEST_SUITE_END();

    host::test::RunningSite site_;

    void quarantine(const std::string& plugin) {
        const std::string hash = loader::inspect(site_.plugins() / (plugin + ".so"), ::geteuid()).hash;
        const std::string line = "crash 1800000000 " + plugin + ' ' + hash + " SIGSEGV find 1 id /x\n";
        site_.folder.write("state/crashes", line + line + line);
        host::Quarantine(site_.folder.path() / "state").importCrashes({3, 600}, 1800000000);
    }
    std::vector<std::string> refusals() {
        std::vector<std::string> all;
        for (const auto& refusal : site_.generations().current().plugins().report().refused)
            all.push_back(refusal.sentence);
        return all;
    }

public:
    void testSiteStartsWithoutTheNamedProvider() {
        site_.install("members");
        site_.install("greeter");
        site_.configure("capabilities.users = \"members\"\n");
        quarantine("members");
        CPPUNIT_ASSERT(site_.serves("/greeting"));
        CPPUNIT_ASSERT(!site_.generations().current().plugins().registry().users);
        CPPUNIT_ASSERT(anyContains(refusals(), "is quarantined: it crashed the server 3 times"));
    }
    void testPluginThatNeedsItIsLeftOutToo() {
        site_.install("members");
        site_.install("directory_page");
        site_.install("greeter");
        quarantine("members");
        CPPUNIT_ASSERT(site_.serves("/greeting"));
        CPPUNIT_ASSERT(anyContains(refusals(), "needs portico.users/1 of members, which is quarantined"));
    }
    void testOtherFileIsNotQuarantined() {
        site_.install("members");
        quarantine("members");
        site_.install("members", "mended");
        CPPUNIT_ASSERT(site_.generations().current().plugins().registry().users);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(QuarantinedSiteTest);

} // namespace
