// SPDX-License-Identifier: Apache-2.0
// A call that takes too long is reported once, with its plugin, function and request, while it still runs.
#include "capabilities/call.h"
#include "capabilities/task_scope.h"
#include "host/health/requests_in_progress.h"
#include "host/health/watchdog.h"
#include "host/tests/log_lines.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico;

namespace {

class WatchdogTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(WatchdogTest);
    CPPUNIT_TEST(testLateCallIsReportedOnceWithItsRequest);
    CPPUNIT_TEST(testCallInTimeIsNot);
    CPPUNIT_TEST(testTaskIsReportedAfterItsOwnDeadline);
    CPPUNIT_TEST(testTimeThatAClientTakesIsNotThePlugins);
    CPPUNIT_TEST(testCallsAreCounted);
    CPPUNIT_TEST(testInnerCallGivesWayToTheOuterOne);
    CPPUNIT_TEST_SUITE_END();

    capabilities::PluginStatsTable accounts_;
    capabilities::PluginStats& slow_ = accounts_.of("slow", "abc");

public:
    void testLateCallIsReportedOnceWithItsRequest() {
        host::test::LogLines lines;
        host::Watchdog late(std::chrono::hours(1), lines); // its own thread reports nothing
        const capabilities::RequestScope request("id7", "/report?secret=1", "192.0.2.7", 4);
        const capabilities::Call call(&slow_, "handle");
        capabilities::CallContext::forCurrentThread().since -= std::chrono::nanoseconds(std::chrono::hours(2)).count();
        late.look();
        late.look();
        CPPUNIT_ASSERT_EQUAL(
            std::string(
                "watchdog: slow: its function handle has been running for more than 3600 s (request id7 /report)|"),
            lines.all());
    }
    void testCallInTimeIsNot() {
        host::test::LogLines lines;
        host::Watchdog watchdog(std::chrono::hours(1), lines);
        const capabilities::Call call(&slow_, "handle");
        watchdog.look();
        CPPUNIT_ASSERT_EQUAL(std::string(), lines.all());
    }
    void testTaskIsReportedAfterItsOwnDeadline() {
        host::test::LogLines lines;
        host::Watchdog watchdog(std::chrono::seconds(10), lines);
        const capabilities::TaskScope task("clean-up", 4, std::chrono::hours(3));
        const capabilities::Call call(&slow_, "run");
        std::atomic<std::int64_t>& since = capabilities::CallContext::forCurrentThread().since;
        since -= std::chrono::nanoseconds(std::chrono::hours(2)).count();
        watchdog.look();
        CPPUNIT_ASSERT_EQUAL(std::string(), lines.all());
        CPPUNIT_ASSERT(host::controlCalls() == std::vector<std::string>{"slow, run (task clean-up)"});
        since -= std::chrono::nanoseconds(std::chrono::hours(1)).count();
        watchdog.look();
        CPPUNIT_ASSERT_EQUAL(
            std::string("watchdog: slow: its function run has been running for more than 10800 s (task clean-up)|"),
            lines.all());
    }
    // An event stream that a browser kept open for an hour was reported after ten seconds.
    void testTimeThatAClientTakesIsNotThePlugins() {
        host::test::LogLines lines;
        host::Watchdog watchdog(std::chrono::hours(1), lines);
        capabilities::PluginStats& stream = accounts_.of("stream", "abc");
        {
            const capabilities::Call call(&stream, "handle");
            const std::int64_t began = capabilities::CallContext::forCurrentThread().since;
            {
                const capabilities::ExternalWait client;
                CPPUNIT_ASSERT(capabilities::CallContext::forCurrentThread().since > began);
                watchdog.look();
            }
            CPPUNIT_ASSERT(capabilities::CallContext::forCurrentThread().since >= began);
            CPPUNIT_ASSERT_EQUAL(&stream, capabilities::CallContext::forCurrentThread().stats.load());
        }
        CPPUNIT_ASSERT_EQUAL(std::string(), lines.all());
        CPPUNIT_ASSERT(stream.nanoseconds.load() <
                       std::uint64_t(std::chrono::nanoseconds(std::chrono::hours(1)).count()));
    }
    void testCallsAreCounted() {
        capabilities::PluginStats& counted = accounts_.of("counted", "abc");
        for (const portico_status status : {PORTICO_OK, PORTICO_DENIED, PORTICO_FAILED, 5}) {
            capabilities::Call call(&counted, "handle");
            call.ended(status);
        }
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{4}, counted.calls.load());
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{2}, counted.errors.load());
    }
    void testInnerCallGivesWayToTheOuterOne() {
        capabilities::CallContext& context = capabilities::CallContext::forCurrentThread();
        {
            const capabilities::Call outer(&slow_, "identify");
            { const capabilities::Call inner(&accounts_.of("store", "abc"), "find"); }
            CPPUNIT_ASSERT_EQUAL(&slow_, context.stats.load());
            CPPUNIT_ASSERT_EQUAL(std::string("identify"), std::string(context.function.load()));
        }
        CPPUNIT_ASSERT(context.stats.load() == nullptr);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(WatchdogTest);

} // namespace
