// SPDX-License-Identifier: Apache-2.0
// The slots of a schedule, and their delays.
#include "host/tasks/slot.h"

#include <cppunit/extensions/HelperMacros.h>

#include <algorithm>
#include <set>

using namespace portico::host;

namespace {

constexpr std::int64_t hour = 3'600'000, day = 24 * hour, now = 20'000 * day + 5 * hour;

class SlotTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(SlotTest);
    CPPUNIT_TEST(testSlotsAreMultiplesOfTheInterval);
    CPPUNIT_TEST(testSlotsAreCountedFromTheFirst);
    CPPUNIT_TEST(testFirstSlotMayBeInTheFuture);
    CPPUNIT_TEST(testSlotOfThisMomentCounts);
    CPPUNIT_TEST(testSlotThatWasRunIsNotRunAgain);
    CPPUNIT_TEST(testClockThatIsSetBackRunsNothingTwice);
    CPPUNIT_TEST(testDelayIsTheSameForTheSameSlot);
    CPPUNIT_TEST(testDelaysFillTheJitterAndNotMore);
    CPPUNIT_TEST(testDelayedSlotIsFoundUntilItIsDue);
    CPPUNIT_TEST_SUITE_END();

    static std::int64_t next(const Schedule& schedule, std::int64_t after = 0, std::int64_t at = now) {
        return nextSlot(schedule, 7, after, at).time;
    }

public:
    void testSlotsAreMultiplesOfTheInterval() {
        CPPUNIT_ASSERT_EQUAL(20'001 * day, next({0, day, 0}));
        CPPUNIT_ASSERT_EQUAL(now + hour, next({0, hour, 0}, now, now + 1));
    }
    void testSlotsAreCountedFromTheFirst() {
        CPPUNIT_ASSERT_EQUAL(20'001 * day + 2 * hour, next({2 * hour, day, 0}));
        CPPUNIT_ASSERT_EQUAL(20'000 * day + 6 * hour, next({6 * hour, day, 0}));
    }
    void testFirstSlotMayBeInTheFuture() {
        CPPUNIT_ASSERT_EQUAL(now + 3 * day + 1, next({now + 3 * day + 1, hour, 0}));
    }
    void testSlotOfThisMomentCounts() { CPPUNIT_ASSERT_EQUAL(now, next({0, hour, 0})); }
    void testSlotThatWasRunIsNotRunAgain() { CPPUNIT_ASSERT_EQUAL(now + hour, next({0, hour, 0}, now)); }
    void testClockThatIsSetBackRunsNothingTwice() {
        CPPUNIT_ASSERT_EQUAL(now + hour, next({0, hour, 0}, now, now - 10 * day));
    }
    void testDelayIsTheSameForTheSameSlot() {
        const std::uint64_t seed = delaySeed("host", "plugin", "name");
        CPPUNIT_ASSERT_EQUAL(delayOf(now, hour, seed), delayOf(now, hour, delaySeed("host", "plugin", "name")));
        CPPUNIT_ASSERT(seed != delaySeed("host", "pluginname", ""));
        CPPUNIT_ASSERT(delayOf(now, hour, seed) != delayOf(now, hour, delaySeed("other", "plugin", "name")));
    }
    void testDelaysFillTheJitterAndNotMore() {
        std::set<std::int64_t> seen;
        for (std::int64_t slot = 0; slot < 1000; ++slot) seen.insert(delayOf(slot * hour, 9, 7));
        CPPUNIT_ASSERT_EQUAL(std::size_t{10}, seen.size());
        CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, *seen.begin());
        CPPUNIT_ASSERT_EQUAL(std::int64_t{9}, *seen.rbegin());
        CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, delayOf(now, 0, 7));
    }
    // A restart between a slot and its delayed beginning lost the run of that night.
    void testDelayedSlotIsFoundUntilItIsDue() {
        for (std::uint64_t seed = 0; seed < 100; ++seed) {
            const Schedule schedule{0, day, 10 * hour};
            const Slot slot = nextSlot(schedule, seed, 0, 20'000 * day);
            for (std::int64_t at = 20'000 * day; at <= slot.due; at += std::max<std::int64_t>(1, (slot.due - at) / 3))
                CPPUNIT_ASSERT_EQUAL(slot.time, nextSlot(schedule, seed, 0, at).time);
            CPPUNIT_ASSERT_EQUAL(slot.time + day, nextSlot(schedule, seed, 0, slot.due + 1).time);
        }
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(SlotTest);

} // namespace
