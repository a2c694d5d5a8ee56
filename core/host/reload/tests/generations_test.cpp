// SPDX-License-Identifier: Apache-2.0
// From one generation to the next, with test plugins: what is published, what is refused, and which requests delay a stop.
#include "../../tests/running_site.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico;
using host::Generations;
using host::test::anyContains;

namespace {

class GenerationsTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(GenerationsTest);
    CPPUNIT_TEST(testAddedPluginServes);
    CPPUNIT_TEST(testRemovedPluginIsGone);
    CPPUNIT_TEST(testChangedSettingReachesThePlugin);
    CPPUNIT_TEST(testFaultOfTheConfigurationIsReportedWithItsLine);
    CPPUNIT_TEST(testNewBadPluginRefusesTheReload);
    CPPUNIT_TEST(testPluginThatWasRefusedAlreadyDoesNot);
    CPPUNIT_TEST(testStartLeavesTheLaterOfAClashOut);
    CPPUNIT_TEST(testReloadThatBringsAClashIsRefused);
    CPPUNIT_TEST(testStartLeavesRoutesOutThatCannotBeServed);
    CPPUNIT_TEST(testSettingsOfARefusedPluginDoNotStopTheStart);
    CPPUNIT_TEST(testRequestInFlightKeepsItsGeneration);
    CPPUNIT_TEST(testTooManyThatDrainRefuseTheNext);
    CPPUNIT_TEST(testWhatDidNotChangeIsNotMappedAgain);
    CPPUNIT_TEST(testBackAndForthNeedsNoMoreLibraries);
    CPPUNIT_TEST(testManyReplacedLibrariesAdviseARestart);
    CPPUNIT_TEST(testKeyThatNeedsARestartIsReported);
    CPPUNIT_TEST(testKeyThatNeedsARestartIsNotPartlyApplied);
    CPPUNIT_TEST(testRefusedReloadIsRemembered);
    CPPUNIT_TEST_SUITE_END();

    host::test::RunningSite site_;

    const Generations::ReloadResult& reload() { return site_.reload(); }
    unsigned number() { return site_.generations().current().number(); }

public:
    void testAddedPluginServes() {
        CPPUNIT_ASSERT(!site_.serves("/greeting"));
        site_.install("greeter");
        CPPUNIT_ASSERT(reload().done);
        CPPUNIT_ASSERT(site_.serves("/greeting"));
        CPPUNIT_ASSERT_EQUAL(2u, number());
    }
    void testRemovedPluginIsGone() {
        site_.install("greeter");
        CPPUNIT_ASSERT(site_.serves("/greeting"));
        site_.uninstall("greeter");
        CPPUNIT_ASSERT(reload().done);
        CPPUNIT_ASSERT(!site_.serves("/greeting"));
    }
    void testChangedSettingReachesThePlugin() {
        site_.install("greeter");
        site_.generations();
        site_.configure("plugins.greeter.greeting = \"Good morning\"\n");
        CPPUNIT_ASSERT(reload().done);
        CPPUNIT_ASSERT_EQUAL(std::string("Good morning"),
                             site_.generations().current().settings().string("plugins.greeter.greeting"));
    }
    void testFaultOfTheConfigurationIsReportedWithItsLine() {
        site_.generations();
        site_.configure("limits.body = \"much\"\nsite.nam = \"x\"\n");
        const Generations::ReloadResult& result = reload();
        CPPUNIT_ASSERT(!result.done);
        CPPUNIT_ASSERT(anyContains(result.sentences, "portico.toml:5:"));
        CPPUNIT_ASSERT(anyContains(result.sentences, "portico.toml:6:"));
        CPPUNIT_ASSERT_EQUAL(1u, number());
    }
    void testNewBadPluginRefusesTheReload() {
        site_.install("greeter");
        site_.generations();
        site_.install("error_in_create");
        const Generations::ReloadResult& result = reload();
        CPPUNIT_ASSERT(!result.done);
        CPPUNIT_ASSERT(anyContains(result.sentences, "colour must be blue"));
        CPPUNIT_ASSERT(site_.serves("/greeting"));
    }
    // One stale plugin that is not used must not block every reload of the site.
    void testPluginThatWasRefusedAlreadyDoesNot() {
        site_.install("error_in_create");
        site_.install("major_2");
        site_.generations();
        site_.install("greeter");
        CPPUNIT_ASSERT(reload().done);
        site_.install("error_in_create", "another content");
        CPPUNIT_ASSERT(!reload().done);
    }
    // After one more package was installed, the next restart ended with code 78.
    void testStartLeavesTheLaterOfAClashOut() {
        for (const char* guest : {"same_a", "same_b", "greeter"}) site_.install(guest);
        CPPUNIT_ASSERT(site_.serves("/greeting") && site_.serves("/same") && site_.serves("/of/same_a"));
        CPPUNIT_ASSERT(!site_.serves("/of/same_b"));
        const std::vector<std::string> left = host::sentencesOf(site_.generations().current().leftOut());
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, left.size());
        CPPUNIT_ASSERT(anyContains(left, "plugins/same_b.so: GET /same belongs to same_a, which takes precedence"));
        CPPUNIT_ASSERT(reload().done);
    }
    void testReloadThatBringsAClashIsRefused() {
        site_.install("same_b");
        site_.generations();
        site_.install("same_a");
        const Generations::ReloadResult& result = reload();
        CPPUNIT_ASSERT(!result.done);
        CPPUNIT_ASSERT(anyContains(result.sentences, "GET /same belongs to same_a"));
        CPPUNIT_ASSERT(site_.serves("/of/same_b"));
        site_.configure("routes.owners.\"/same\" = \"same_b\"\n");
        CPPUNIT_ASSERT(reload().done);
        CPPUNIT_ASSERT(site_.serves("/of/same_a") && site_.serves("/of/same_b"));
    }
    void testStartLeavesRoutesOutThatCannotBeServed() {
        const std::vector<std::string> bad{"double_slash", "ends_in_slash", "takes_health",
                                           "takes_asset",  "takes_dev",     "small_method"};
        for (const std::string& guest : bad) site_.install(guest);
        site_.install("greeter");
        CPPUNIT_ASSERT(site_.serves("/greeting"));
        const std::vector<std::string> left = host::sentencesOf(site_.generations().current().leftOut());
        CPPUNIT_ASSERT_EQUAL(bad.size(), left.size());
        for (const std::string& guest : bad) {
            CPPUNIT_ASSERT_MESSAGE(guest, anyContains(left, guest + ".so: "));
            CPPUNIT_ASSERT_MESSAGE(guest, !site_.serves("/of/" + guest));
        }
    }
    // The new version of a plugin had an unreadable manifest, and the settings that an administrator had made for it were
    // "unknown".
    void testSettingsOfARefusedPluginDoNotStopTheStart() {
        for (const char* guest : {"greeter", "bad_manifest", "bad_json", "bad_default", "truncated"})
            site_.install(guest);
        site_.configure("plugins.bad_manifest.colour = 3\nplugins.bad_json.a = 1\nplugins.bad_default.times = \"x\"\n"
                        "plugins.truncated.b = true\nplugins.bad_json.enabled = false\n");
        CPPUNIT_ASSERT(site_.serves("/greeting"));
    }
    void testRequestInFlightKeepsItsGeneration() {
        site_.install("greeter");
        {
            const http::Serving::Pin request = site_.generations().serving().pin();
            site_.uninstall("greeter");
            CPPUNIT_ASSERT(reload().done);
            CPPUNIT_ASSERT_EQUAL(std::size_t{1}, site_.generations().draining().size());
            CPPUNIT_ASSERT_EQUAL(std::string("/greeting"), request->targets.at(0).path);
            site_.generations().sweep();
            CPPUNIT_ASSERT_EQUAL(std::size_t{1}, site_.generations().draining().size());
        }
        site_.generations().sweep();
        CPPUNIT_ASSERT(site_.generations().draining().empty());
    }
    void testTooManyThatDrainRefuseTheNext() {
        std::vector<http::Serving::Pin> requests;
        for (int i = 0; i < 8; ++i) {
            requests.push_back(site_.generations().serving().pin());
            CPPUNIT_ASSERT(reload().done);
        }
        requests.push_back(site_.generations().serving().pin());
        CPPUNIT_ASSERT(anyContains(reload().sentences, "8 earlier generations still have requests in flight"));
        requests.clear();
        CPPUNIT_ASSERT(reload().done);
    }
    void testWhatDidNotChangeIsNotMappedAgain() {
        site_.install("greeter");
        site_.install("members");
        site_.generations();
        site_.install("greeter", "changed");
        CPPUNIT_ASSERT(reload().done);
        CPPUNIT_ASSERT_EQUAL(std::size_t{3}, site_.processState.libraries.mapped());
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, site_.generations().retired());
    }
    void testBackAndForthNeedsNoMoreLibraries() {
        site_.install("greeter", "one");
        site_.generations();
        for (int i = 0; i < 20; ++i) {
            site_.install("greeter", i % 2 == 0 ? "two" : "one");
            CPPUNIT_ASSERT(reload().done);
        }
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, site_.processState.libraries.mapped());
    }
    void testManyReplacedLibrariesAdviseARestart() {
        site_.configure("plugins.kept = 16\n");
        for (int i = 0; i < 9; ++i) {
            site_.install("greeter", std::to_string(i));
            CPPUNIT_ASSERT(reload().done);
            CPPUNIT_ASSERT_EQUAL(i == 8,
                                 anyContains(site_.generations().lastReload()->sentences, "a restart is advised"));
        }
        for (int i = 9; i < 16; ++i) {
            site_.install("greeter", std::to_string(i));
            CPPUNIT_ASSERT(reload().done);
        }
        site_.install("greeter", "one too many");
        CPPUNIT_ASSERT(anyContains(reload().sentences, "plugins.kept"));
        CPPUNIT_ASSERT(site_.serves("/greeting"));
    }
    void testKeyThatNeedsARestartIsReported() {
        site_.generations();
        site_.configure("server.listen = [\"127.0.0.1:8081\"]\n");
        const Generations::ReloadResult& result = reload();
        CPPUNIT_ASSERT(result.done);
        CPPUNIT_ASSERT_EQUAL(
            std::string("server.listen has changed; the new value takes effect when the server is restarted"),
            result.sentences.at(0));
        CPPUNIT_ASSERT_EQUAL(std::string("server.listen"), site_.generations().waitingForRestart().at(0));
        site_.configure("");
        CPPUNIT_ASSERT(reload().sentences.empty() && site_.generations().waitingForRestart().empty());
    }
    // limits.uri was applied incompletely: the smaller of the old and the new value was used, without a message.
    void testKeyThatNeedsARestartIsNotPartlyApplied() {
        const std::size_t before = site_.generations().current().serving().limits.target;
        site_.configure("limits.uri = \"1 KiB\"\nlimits.body = \"2 KiB\"\n");
        CPPUNIT_ASSERT_EQUAL(
            std::string("limits.uri has changed; the new value takes effect when the server is restarted"),
            reload().sentences.at(0));
        CPPUNIT_ASSERT_EQUAL(before, site_.generations().current().serving().limits.target);
        CPPUNIT_ASSERT_EQUAL(std::size_t{2048},
                             static_cast<std::size_t>(site_.generations().current().serving().limits.body));
    }
    void testRefusedReloadIsRemembered() {
        site_.generations();
        CPPUNIT_ASSERT(!site_.generations().lastReload());
        site_.configure("nonsense = 1\n");
        reload();
        CPPUNIT_ASSERT(!site_.generations().lastReload()->done);
        CPPUNIT_ASSERT_EQUAL(std::string("a test"), site_.generations().lastReload()->reason);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(GenerationsTest);

} // namespace
