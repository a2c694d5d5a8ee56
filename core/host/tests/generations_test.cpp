// SPDX-License-Identifier: Apache-2.0
// From one generation to the next, with guests for plugins: what is published, what is refused, who is waited for.
#include "running_site.h"

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
    CPPUNIT_TEST(testFaultOfTheConfigurationIsToldWithItsLine);
    CPPUNIT_TEST(testNewBadPluginRefusesTheReload);
    CPPUNIT_TEST(testPluginThatWasRefusedAlreadyDoesNot);
    CPPUNIT_TEST(testRequestInFlightKeepsItsGeneration);
    CPPUNIT_TEST(testTooManyThatDrainRefuseTheNext);
    CPPUNIT_TEST(testWhatDidNotChangeIsNotMappedAgain);
    CPPUNIT_TEST(testBackAndForthNeedsNoMoreLibraries);
    CPPUNIT_TEST(testManyReplacedLibrariesAdviseARestart);
    CPPUNIT_TEST(testWhatNeedsARestartIsSaid);
    CPPUNIT_TEST(testRefusedReloadIsRemembered);
    CPPUNIT_TEST_SUITE_END();

    host::test::RunningSite site_;

    const Generations::Swap& reload() { return site_.generations().reload("a test"); }
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
    void testFaultOfTheConfigurationIsToldWithItsLine() {
        site_.generations();
        site_.configure("limits.body = \"much\"\nsite.nam = \"x\"\n");
        const Generations::Swap& swap = reload();
        CPPUNIT_ASSERT(!swap.done);
        CPPUNIT_ASSERT(anyContains(swap.sentences, "portico.toml:5:"));
        CPPUNIT_ASSERT(anyContains(swap.sentences, "portico.toml:6:"));
        CPPUNIT_ASSERT_EQUAL(1u, number());
    }
    void testNewBadPluginRefusesTheReload() {
        site_.install("greeter");
        site_.generations();
        site_.install("error_in_create");
        const Generations::Swap& swap = reload();
        CPPUNIT_ASSERT(!swap.done);
        CPPUNIT_ASSERT(anyContains(swap.sentences, "colour must be blue"));
        CPPUNIT_ASSERT(site_.serves("/greeting"));
    }
    // One stale plugin that nobody uses must not freeze the whole site.
    void testPluginThatWasRefusedAlreadyDoesNot() {
        site_.install("error_in_create");
        site_.install("major_2");
        site_.generations();
        site_.install("greeter");
        CPPUNIT_ASSERT(reload().done);
        site_.install("error_in_create", "another content");
        CPPUNIT_ASSERT(!reload().done);
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
        CPPUNIT_ASSERT_EQUAL(std::size_t{3}, site_.lasting.libraries.mapped());
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, site_.generations().retired());
    }
    void testBackAndForthNeedsNoMoreLibraries() {
        site_.install("greeter", "one");
        site_.generations();
        for (int i = 0; i < 20; ++i) {
            site_.install("greeter", i % 2 == 0 ? "two" : "one");
            CPPUNIT_ASSERT(reload().done);
        }
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, site_.lasting.libraries.mapped());
    }
    void testManyReplacedLibrariesAdviseARestart() {
        site_.configure("plugins.kept = 16\n");
        for (int i = 0; i < 9; ++i) {
            site_.install("greeter", std::to_string(i));
            CPPUNIT_ASSERT(reload().done);
            CPPUNIT_ASSERT_EQUAL(i == 8,
                                 anyContains(site_.generations().lastSwap()->sentences, "a restart is advised"));
        }
        for (int i = 9; i < 16; ++i) {
            site_.install("greeter", std::to_string(i));
            CPPUNIT_ASSERT(reload().done);
        }
        site_.install("greeter", "one too many");
        CPPUNIT_ASSERT(anyContains(reload().sentences, "plugins.kept"));
        CPPUNIT_ASSERT(site_.serves("/greeting"));
    }
    void testWhatNeedsARestartIsSaid() {
        site_.generations();
        site_.configure("server.listen = [\"127.0.0.1:8081\"]\n");
        const Generations::Swap& swap = reload();
        CPPUNIT_ASSERT(swap.done);
        CPPUNIT_ASSERT_EQUAL(std::string("server.listen has changed, which takes effect when the server is restarted"),
                             swap.sentences.at(0));
    }
    void testRefusedReloadIsRemembered() {
        site_.generations();
        CPPUNIT_ASSERT(!site_.generations().lastSwap());
        site_.configure("nonsense = 1\n");
        reload();
        CPPUNIT_ASSERT(!site_.generations().lastSwap()->done);
        CPPUNIT_ASSERT_EQUAL(std::string("a test"), site_.generations().lastSwap()->reason);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(GenerationsTest);

} // namespace
