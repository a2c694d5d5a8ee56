// SPDX-License-Identifier: Apache-2.0
// A waiting page gets each event as soon as it is sent, and none twice.
#include "host/dev/reload_events.h"

#include <cppunit/extensions/HelperMacros.h>

#include <thread>

using portico::host::ReloadEvents;

namespace {

constexpr std::chrono::hours never{1};

class ReloadEventsTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ReloadEventsTest);
    CPPUNIT_TEST(testAtFirstTheFirstGenerationServes);
    CPPUNIT_TEST(testRefusedChangeIsNewsOfTheSameGeneration);
    CPPUNIT_TEST(testReaderThatHasNotSeenTheNewestDoesNotWait);
    CPPUNIT_TEST(testWaitingReaderIsWoken);
    CPPUNIT_TEST(testWithoutNewsTheTimeEndsTheWait);
    CPPUNIT_TEST_SUITE_END();

    ReloadEvents events_;

    void testAtFirstTheFirstGenerationServes() {
        CPPUNIT_ASSERT_EQUAL("{\"run\":\"" + events_.run() + "\",\"generation\":1,\"refused\":[]}",
                             events_.newest().json);
    }
    void testRefusedChangeIsNewsOfTheSameGeneration() {
        const unsigned before = events_.newest().number;
        events_.tell(1, {"a.html:1: \"wrong\""});
        CPPUNIT_ASSERT(events_.newest().number != before);
        CPPUNIT_ASSERT_EQUAL("{\"run\":\"" + events_.run() +
                                 "\",\"generation\":1,\"refused\":[\"a.html:1: \\\"wrong\\\"\"]}",
                             events_.newest().json);
    }
    void testReaderThatHasNotSeenTheNewestDoesNotWait() {
        const unsigned before = events_.newest().number;
        events_.tell(2, {});
        events_.await(before, never);
    }
    void testWaitingReaderIsWoken() {
        const unsigned before = events_.newest().number;
        const std::jthread control([this] { events_.tell(2, {}); });
        events_.await(before, never);
        CPPUNIT_ASSERT(events_.newest().number != before);
    }
    void testWithoutNewsTheTimeEndsTheWait() {
        const unsigned before = events_.newest().number;
        events_.await(before, std::chrono::milliseconds(1));
        CPPUNIT_ASSERT_EQUAL(before, events_.newest().number);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ReloadEventsTest);

} // namespace
