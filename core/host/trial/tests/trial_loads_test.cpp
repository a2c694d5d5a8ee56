// SPDX-License-Identifier: Apache-2.0
// How the server evaluates the report of a probe process; a script takes its place and counts its runs.
#include "../../tests/running_site.h"
#include "host/process/refusal.h"

#include <cppunit/extensions/HelperMacros.h>

#include <sys/stat.h>

using namespace portico;
using host::test::anyContains;

namespace {

class TrialLoadsTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(TrialLoadsTest);
    CPPUNIT_TEST(testWhatHasPassedIsNotTriedAgain);
    CPPUNIT_TEST(testOtherContentIsTried);
    CPPUNIT_TEST(testOtherSettingIsTried);
    CPPUNIT_TEST(testFaultKeepsThePluginOutAndTheRestIsTriedAgain);
    CPPUNIT_TEST(testReplacedWhileItWasTriedIsTriedAgain);
    CPPUNIT_TEST(testEndWithoutAWordRefuses);
    CPPUNIT_TEST(testCrashWithoutANameIsBlamedOnThePluginThatCausesIt);
    CPPUNIT_TEST(testTrialThatClosesItsReportIsNotWaitedFor);
    CPPUNIT_TEST_SUITE_END();

    host::test::RunningSite site_;

public:
    void setUp() override {
        site_.program = site_.folder.path() / "trial";
        site_.install("greeter");
    }

private:
    // `lines`: "KIND PLUGIN TEXT".
    void trialSays(const std::vector<std::array<std::string, 3>>& lines) {
        std::string script = "#!/bin/sh\necho turn >>'" + site_.path("turns") + "'\n";
        for (const auto& [kind, plugin, text] : lines)
            script += "printf '%s\\t%s\\t%s\\n' '" + kind + "' '" + plugin + "' '" + text + "' >&3\n";
        CPPUNIT_ASSERT_EQUAL(0, ::chmod(site_.folder.write("trial", script).c_str(), 0700));
    }
    std::ptrdiff_t turns() const { return std::ranges::count(site_.folder.read("turns"), '\n'); }
    bool reload() { return site_.reload().done; }

    void testWhatHasPassedIsNotTriedAgain() {
        trialSays({{"complete", "", ""}});
        CPPUNIT_ASSERT(site_.serves("/greeting"));
        CPPUNIT_ASSERT(reload());
        CPPUNIT_ASSERT_EQUAL(std::ptrdiff_t{1}, turns());
    }
    void testOtherContentIsTried() {
        trialSays({{"complete", "", ""}});
        site_.generations();
        site_.install("greeter", "another content");
        CPPUNIT_ASSERT(reload());
        CPPUNIT_ASSERT_EQUAL(std::ptrdiff_t{2}, turns());
    }
    void testOtherSettingIsTried() {
        trialSays({{"complete", "", ""}});
        site_.generations();
        site_.configure("plugins.greeter.times = 2\n");
        CPPUNIT_ASSERT(reload());
        CPPUNIT_ASSERT_EQUAL(std::ptrdiff_t{2}, turns());
    }
    void testFaultKeepsThePluginOutAndTheRestIsTriedAgain() {
        site_.install("members");
        trialSays({{"fault", "greeter", "is bad"}, {"complete", "", ""}});
        CPPUNIT_ASSERT(!site_.serves("/greeting"));
        CPPUNIT_ASSERT(site_.generations().current().plugins().registry().users);
        CPPUNIT_ASSERT_EQUAL(std::ptrdiff_t{2}, turns());
    }
    // It counted as tried and was loaded at the next reload.
    void testReplacedWhileItWasTriedIsTriedAgain() {
        trialSays({{"hash", "greeter", "of another content"}, {"complete", "", ""}});
        CPPUNIT_ASSERT(!site_.serves("/greeting"));
        CPPUNIT_ASSERT(anyContains(host::reasonsOf(site_.generations().current().plugins().report()),
                                   "was replaced during its trial load; reload again"));
        CPPUNIT_ASSERT(reload());
        CPPUNIT_ASSERT(!site_.serves("/greeting"));
        trialSays({{"complete", "", ""}});
        CPPUNIT_ASSERT(reload());
        CPPUNIT_ASSERT(site_.serves("/greeting"));
        CPPUNIT_ASSERT_EQUAL(std::ptrdiff_t{3}, turns());
    }
    // This is not a fault of the configuration, after which the service manager would not try again.
    void testEndWithoutAWordRefuses() {
        trialSays({});
        try {
            site_.generations();
            CPPUNIT_FAIL("the report is not complete, but nothing was thrown");
        } catch (const std::runtime_error& error) {
            CPPUNIT_ASSERT(dynamic_cast<const host::Refusal*>(&error) == nullptr);
            CPPUNIT_ASSERT(anyContains({error.what()}, "ended the process with status 0"));
        }
    }
    // A leftover thread of a plugin crashed while the host's own code was running: no plugin was identified, and nothing started.
    void testCrashWithoutANameIsBlamedOnThePluginThatCausesIt() {
        site_.install("members");
        site_.install("same_a");
        const std::string script = "#!/bin/sh\ncase \"$*\" in *'--without members'*) "
                                   "printf 'complete\\t\\t\\n' >&3;; *) kill -SEGV $$;; esac\n";
        CPPUNIT_ASSERT_EQUAL(0, ::chmod(site_.folder.write("trial", script).c_str(), 0700));
        CPPUNIT_ASSERT(site_.serves("/greeting") && site_.serves("/same"));
        CPPUNIT_ASSERT(anyContains(host::sentencesOf(site_.generations().current().leftOut()),
                                   "members.so: is the reason why the probe process crashed (Segmentation "
                                   "fault): this does not happen without it; it is left out"));
    }
    void testTrialThatClosesItsReportIsNotWaitedFor() {
        const std::string script =
            "#!/bin/sh\nprintf 'begins\\tgreeter\\tstart\\n' >&3\nexec 3>&-\nexec tail -f /dev/null\n";
        CPPUNIT_ASSERT_EQUAL(0, ::chmod(site_.folder.write("trial", script).c_str(), 0700));
        try {
            site_.generations();
        } catch (const host::Refusal& refusal) {
            CPPUNIT_FAIL(refusal.what());
        }
        CPPUNIT_ASSERT(anyContains(host::sentencesOf(site_.generations().current().leftOut()),
                                   "closed descriptors that are not its own"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(TrialLoadsTest);

} // namespace
