// SPDX-License-Identifier: Apache-2.0
// Slots are lent, returned, and never move.
#include "http/wire/epoll/slots.h"

#include <cppunit/extensions/HelperMacros.h>

#include <set>

using namespace portico::http::wire;

class SlotsTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(SlotsTest);
    CPPUNIT_TEST(testEachPlaceIsLentOnceAndTheLimitHolds);
    CPPUNIT_TEST(testPlaceThatIsGivenBackIsLentAgain);
    CPPUNIT_TEST(testOnlyWhatIsNeededIsMade);
    CPPUNIT_TEST_SUITE_END();

    Limits limits_;
    Stop stop_;

public:
    void setUp() override { limits_.connections = 600; } // more than two blocks
    void testEachPlaceIsLentOnceAndTheLimitHolds() {
        Slots slots(limits_, stop_);
        std::set<Connection*> all;
        for (std::size_t i = 0; i < limits_.connections; ++i) all.insert(slots.take());
        CPPUNIT_ASSERT_EQUAL(limits_.connections, all.size());
        CPPUNIT_ASSERT(slots.take() == nullptr && !all.contains(nullptr));
        CPPUNIT_ASSERT_EQUAL(limits_.connections, slots.taken());
        for (std::uint32_t slot = 0; slot < slots.made(); ++slot) CPPUNIT_ASSERT_EQUAL(slot, slots.at(slot).slot);
    }
    void testPlaceThatIsGivenBackIsLentAgain() {
        Slots slots(limits_, stop_);
        for (std::size_t i = 0; i < limits_.connections; ++i) slots.take();
        slots.give(slots.at(300));
        CPPUNIT_ASSERT_EQUAL(limits_.connections - 1, slots.taken());
        CPPUNIT_ASSERT(slots.take() == &slots.at(300));
        CPPUNIT_ASSERT(slots.take() == nullptr);
    }
    void testOnlyWhatIsNeededIsMade() {
        Slots slots(limits_, stop_);
        for (int i = 0; i < 1000; ++i) slots.give(*slots.take());
        CPPUNIT_ASSERT_EQUAL(std::uint32_t{1}, slots.made());
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, slots.taken());
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(SlotsTest);
