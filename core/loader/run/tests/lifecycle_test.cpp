// SPDX-License-Identifier: Apache-2.0
// Working plugins in C and C++ in the real loader: start order, providers, stop in reverse order, and what a failure
// prevents from starting.
#include "../../tests/guests.h"

#include <portico/providers.hpp>

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::loader;
using namespace portico::loader::test;

class LifecycleTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(LifecycleTest);
    CPPUNIT_TEST(testNeededPluginStartsFirstAndStopsLast);
    CPPUNIT_TEST(testRegistryHasTheProviders);
    CPPUNIT_TEST(testNamedProviderIsUsedAndItsRivalIsNot);
    CPPUNIT_TEST(testRivalsWithoutANameKeepTheServerFromStarting);
    CPPUNIT_TEST(testPluginThatNeedsAFailedProviderIsLeftOutWithIt);
    CPPUNIT_TEST(testPluginThatNeedsATruncatedProviderIsLeftOutWithIt);
    CPPUNIT_TEST(testProviderThatFailsInCreateTakesOnlyWhatNeedsIt);
    CPPUNIT_TEST(testNamedPluginThatNeedsAFailedOneKeepsTheServerFromStarting);
    CPPUNIT_TEST(testFailedPluginThatIsNamedKeepsTheServerFromStarting);
    CPPUNIT_TEST(testWithAFaultNothingIsLeftRunning);
    CPPUNIT_TEST(testUntilCreatedStartsNothing);
    CPPUNIT_TEST(testErrorsInStopAreReportedAndEverythingIsDestroyed);
    CPPUNIT_TEST(testForgottenStopHappensAtTheEnd);
    CPPUNIT_TEST(testTwoSetsLiveAtTheSameTime);
    CPPUNIT_TEST(testBareCompilerCallMakesAPlugin);
    CPPUNIT_TEST(testNeededCapabilityIsThereFromStartOn);
    CPPUNIT_TEST_SUITE_END();

public:
    void testNeededPluginStartsFirstAndStopsLast() {
        Loading loading({"directory_page", "members"});
        CPPUNIT_ASSERT_EQUAL(std::string(), joined(loading.faults()) + joined(loading.refusals()));
        CPPUNIT_ASSERT_EQUAL(std::string("members | directory_page"), joined(loading.running()));
        CPPUNIT_ASSERT(loading.set.stop().empty());
        CPPUNIT_ASSERT_EQUAL(
            std::string("members create | members start | directory_page start | directory_page stop | "
                        "members stop | members destroy"),
            joined(loading.host->said));
    }

    void testRegistryHasTheProviders() {
        const Loading loading({"greeter", "members"});
        const auto& registry = loading.set.registry();
        CPPUNIT_ASSERT_EQUAL(std::string("members"), registry.users.value().plugin);
        CPPUNIT_ASSERT_EQUAL(std::string("members"), registry.sessions.value().plugin);
        CPPUNIT_ASSERT(registry.auth.empty() && !registry.pages);
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, registry.routes.size());
        const auto& routes = registry.routes[0].provider;
        const auto* route = static_cast<const portico_routes*>(routes.table)->route(routes.self, 0);
        CPPUNIT_ASSERT_EQUAL(std::string("/greeting"), std::string(portico::view(route->path)));
    }

    void testNamedProviderIsUsedAndItsRivalIsNot() {
        const Loading loading({"members", "roster"}, {.named = {{PORTICO_USERS, {"roster"}}}});
        CPPUNIT_ASSERT_EQUAL(std::string("roster"), joined(loading.running()));
        CPPUNIT_ASSERT_EQUAL(std::string("is not used: portico.users/1 comes from roster"),
                             loading.set.report().idle.at(0).why);
        CPPUNIT_ASSERT(!loading.set.registry().sessions);
    }

    void testRivalsWithoutANameKeepTheServerFromStarting() {
        const Loading loading({"members", "roster"});
        CPPUNIT_ASSERT_EQUAL(std::string("portico.users/1 is provided by members, roster; name one of them in "
                                         "capabilities.users"),
                             joined(loading.faults()));
        CPPUNIT_ASSERT(loading.running().empty());
    }

    // A store broken by an upgrade took down a site that needed it for one page only.
    void testPluginThatNeedsAFailedProviderIsLeftOutWithIt() {
        const Loading loading({"broken_store", "directory_page", "greeter"});
        CPPUNIT_ASSERT_EQUAL(std::string(), joined(loading.faults()));
        CPPUNIT_ASSERT_EQUAL(std::string("greeter"), joined(loading.running()));
        CPPUNIT_ASSERT_EQUAL(
            std::string("broken_store: start failed: the disk is full | directory_page: needs portico.users/1 of "
                        "broken_store, which was refused; fix that plugin"),
            joined(loading.refusals()));
    }

    void testPluginThatNeedsATruncatedProviderIsLeftOutWithIt() {
        const Loading loading({"truncated", "directory_page", "greeter"});
        CPPUNIT_ASSERT_EQUAL(std::string(), joined(loading.faults()));
        CPPUNIT_ASSERT_EQUAL(std::string("greeter"), joined(loading.running()));
        CPPUNIT_ASSERT(anyContains(loading.refusals(),
                                   "directory_page.so: needs portico.users/1 of truncated, which was "
                                   "refused; fix that plugin"));
    }

    void testProviderThatFailsInCreateTakesOnlyWhatNeedsIt() {
        const Loading loading({"missing_function", "directory_page", "greeter"});
        CPPUNIT_ASSERT_EQUAL(std::string("greeter"), joined(loading.running()));
        CPPUNIT_ASSERT_EQUAL(0, static_cast<int>(std::ranges::count(loading.host->said, "directory_page start")));
        CPPUNIT_ASSERT(anyContains(loading.refusals(), "directory_page: needs portico.users/1 of missing_function"));
    }

    void testNamedPluginThatNeedsAFailedOneKeepsTheServerFromStarting() {
        const Loading loading({"broken_store", "directory_page", "greeter"},
                              {.named = {{PORTICO_PAGES, {"directory_page"}}}});
        CPPUNIT_ASSERT(!loading.set.ok() && loading.running().empty());
    }

    void testFailedPluginThatIsNamedKeepsTheServerFromStarting() {
        const Loading loading({"broken_store", "greeter"},
                              {.named = {{PORTICO_USERS, {"broken_store", "a.toml:1:1"}}}});
        CPPUNIT_ASSERT_EQUAL(
            std::string("a.toml:1:1: capabilities.users names \"broken_store\", which was refused; fix "
                        "it or name another plugin"),
            joined(loading.faults()));
    }

    void testWithAFaultNothingIsLeftRunning() {
        const Loading loading({"broken_store", "directory_page", "error_in_stop", "greeter"},
                              {.named = {{PORTICO_USERS, {"broken_store"}}}});
        CPPUNIT_ASSERT(!loading.set.ok() && loading.running().empty());
        const auto& said = loading.host->said;
        CPPUNIT_ASSERT_EQUAL(1, static_cast<int>(std::ranges::count(said, "greeter start")));
        CPPUNIT_ASSERT_EQUAL(1, static_cast<int>(std::ranges::count(said, "greeter stop")));
        CPPUNIT_ASSERT_EQUAL(1, static_cast<int>(std::ranges::count(said, "greeter destroy")));
        CPPUNIT_ASSERT_EQUAL(1, static_cast<int>(std::ranges::count(said, "broken_store destroy")));
        CPPUNIT_ASSERT_EQUAL(0, static_cast<int>(std::ranges::count(said, "directory_page start")));
    }

    void testUntilCreatedStartsNothing() {
        std::shared_ptr<RecordingHost> host;
        {
            const Loading loading({"greeter", "error_in_create"}, {}, Until::created);
            CPPUNIT_ASSERT(loading.set.ok());
            CPPUNIT_ASSERT_EQUAL(std::size_t{1}, loading.set.plugins().size());
            CPPUNIT_ASSERT_EQUAL(std::string("greeter create"), joined(loading.host->said));
            CPPUNIT_ASSERT_EQUAL(std::size_t{1}, loading.refusals().size());
            host = loading.host;
        }
        CPPUNIT_ASSERT_EQUAL(std::string("greeter create | greeter destroy"), joined(host->said));
    }

    void testErrorsInStopAreReportedAndEverythingIsDestroyed() {
        Loading loading({"error_in_stop", "throws_in_stop", "throws_in_destroy", "greeter"});
        CPPUNIT_ASSERT_EQUAL(std::string("throws_in_stop: stop failed: the sky falls | error_in_stop: stop failed: one "
                                         "connection is still open"),
                             joined(loading.set.stop()));
        for (const char* guest : {"error_in_stop", "throws_in_stop", "throws_in_destroy", "greeter"})
            CPPUNIT_ASSERT_MESSAGE(guest, anyContains(loading.host->said, std::string(guest) + " destroy"));
    }

    void testForgottenStopHappensAtTheEnd() {
        std::shared_ptr<RecordingHost> host;
        {
            const Loading loading({"error_in_stop"});
            host = loading.host;
        }
        CPPUNIT_ASSERT(anyContains(host->said, "error_in_stop: stop failed: one connection is still open"));
        CPPUNIT_ASSERT_EQUAL(std::string("error_in_stop destroy"), host->said.at(2));
    }

    void testTwoSetsLiveAtTheSameTime() {
        Loading first({"greeter", "members"});
        const Loading second({"greeter", "members"});
        CPPUNIT_ASSERT(first.set.registry().users->provider.self != second.set.registry().users->provider.self);
        CPPUNIT_ASSERT(first.set.stop().empty());
        const auto& users = second.set.registry().users->provider;
        CPPUNIT_ASSERT(!portico::UsersProvider(users).find("anybody"));
    }

    void testBareCompilerCallMakesAPlugin() {
        CPPUNIT_ASSERT_EQUAL(std::string("bare | bare_stripped | old_hash"),
                             joined(Loading({"bare", "bare_stripped", "old_hash"}).running()));
    }

    void testNeededCapabilityIsThereFromStartOn() {
        const Loading loading({"directory_page", "members"});
        CPPUNIT_ASSERT_EQUAL(std::string("1234"), loading.host->state.read("directory_page/started"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(LifecycleTest);
