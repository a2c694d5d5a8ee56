// SPDX-License-Identifier: Apache-2.0
// The plugin through its tables: it serves only what was asked for, behind a guard.
#include "support/test_plugin.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico;
using test::TestExchange;
using test::TestHost;
using test::TestPlugin;

namespace {

class RoutesMetricsTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(RoutesMetricsTest);
    CPPUNIT_TEST(testNothingIsServedWithoutAPath);
    CPPUNIT_TEST(testPathIsGuardedAsConfigured);
    CPPUNIT_TEST(testUnknownGuardIsRefused);
    CPPUNIT_TEST(testScraperReceivesTheFormatThatItAccepts);
    CPPUNIT_TEST_SUITE_END();

    TestHost host_;

public:
    void setUp() override { host_.settings = {{"path", "/metrics"}, {"guard", "role:admin"}}; }

    void testNothingIsServedWithoutAPath() {
        host_.settings["path"] = "";
        const TestPlugin plugin(ROUTES_METRICS, host_);
        CPPUNIT_ASSERT(plugin.table<portico_routes>(PORTICO_ROUTES).route(plugin.self(), 0) == nullptr);
    }
    void testPathIsGuardedAsConfigured() {
        for (const char* guard : {"role:admin", "role:monitor", "user", "public"}) {
            host_.settings["guard"] = guard;
            const TestPlugin plugin(ROUTES_METRICS, host_);
            CPPUNIT_ASSERT(view(plugin.route("GET", "/metrics")->guard) == guard);
            CPPUNIT_ASSERT(plugin.table<portico_routes>(PORTICO_ROUTES).route(plugin.self(), 1) == nullptr);
        }
    }
    // An unknown guard would admit nobody; a typing error is easier to find here.
    void testUnknownGuardIsRefused() {
        for (const char* guard : {"", "admin", "role:", "Public", "public "}) {
            host_.settings["guard"] = guard;
            CPPUNIT_ASSERT_THROW(TestPlugin(ROUTES_METRICS, host_), Error);
        }
    }
    void testScraperReceivesTheFormatThatItAccepts() {
        const TestPlugin plugin(ROUTES_METRICS, host_);
        TestExchange plain("GET", "/metrics");
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, plugin.handle(plain));
        CPPUNIT_ASSERT(plain.answerHeader("Content-Type") == "text/plain; version=0.0.4; charset=utf-8");
        CPPUNIT_ASSERT_EQUAL(std::string("metrics in format 1"), plain.answerBody);
        TestExchange open("GET", "/metrics");
        open.headers = {{"Accept", "text/plain;q=0.5"}, {"Accept", "application/openmetrics-text;version=1.0.0"}};
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, plugin.handle(open));
        CPPUNIT_ASSERT(open.answerHeader("Content-Type") ==
                       "application/openmetrics-text; version=1.0.0; charset=utf-8");
        CPPUNIT_ASSERT_EQUAL(std::string("metrics in format 2"), open.answerBody);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(RoutesMetricsTest);

} // namespace
