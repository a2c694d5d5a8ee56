// SPDX-License-Identifier: Apache-2.0
// One owner at a time, no event lost, and no event for a successor.
#include "http/wire/connection/ownership.h"

#include <cppunit/extensions/HelperMacros.h>

#include <thread>
#include <vector>

using namespace portico::http::wire;
using Taken = Ownership::Taken;

class OwnershipTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(OwnershipTest);
    CPPUNIT_TEST(testFirstWhoTakesHasIt);
    CPPUNIT_TEST(testNoteOfAnEventKeepsTheOwner);
    CPPUNIT_TEST(testEndMakesEventsStale);
    CPPUNIT_TEST(testHangingUpIsRememberedUntilTheEnd);
    CPPUNIT_TEST(testEveryEventIsSeenByAnOwner);
    CPPUNIT_TEST_SUITE_END();

public:
    void testFirstWhoTakesHasIt() {
        Ownership o;
        CPPUNIT_ASSERT(!o.isOwned());
        CPPUNIT_ASSERT(o.take(0, false) == Taken::Yes);
        CPPUNIT_ASSERT(o.isOwned());
        CPPUNIT_ASSERT(o.take(0, false) == Taken::Busy);
    }
    void testNoteOfAnEventKeepsTheOwner() {
        Ownership o;
        o.take(0, false);
        o.take(0, false);
        o.take(0, false);
        CPPUNIT_ASSERT(!o.release());
        CPPUNIT_ASSERT(o.isOwned());
        CPPUNIT_ASSERT(o.release());
        CPPUNIT_ASSERT(!o.isOwned());
        CPPUNIT_ASSERT(o.take(0, false) == Taken::Yes);
    }
    void testEndMakesEventsStale() {
        Ownership o;
        o.take(0, true);
        o.take(0, false);
        o.end();
        CPPUNIT_ASSERT(!o.isOwned() && !o.hungUp());
        CPPUNIT_ASSERT_EQUAL(std::uint32_t{1}, o.epoch());
        CPPUNIT_ASSERT(o.take(0, true) == Taken::Stale);
        CPPUNIT_ASSERT(!o.hungUp());
        CPPUNIT_ASSERT(o.take(1, false) == Taken::Yes);
        CPPUNIT_ASSERT(o.take(0, true) == Taken::Stale);
        CPPUNIT_ASSERT(o.release());
    }
    void testHangingUpIsRememberedUntilTheEnd() {
        Ownership o;
        o.take(0, false);
        CPPUNIT_ASSERT(!o.hungUp());
        o.take(0, true);
        CPPUNIT_ASSERT(o.hungUp());
        CPPUNIT_ASSERT(!o.release());
        CPPUNIT_ASSERT(o.hungUp() && o.release() && o.hungUp());
    }
    // Two threads bring events; the one that takes the connection works until release reports no note. Work never overlaps and
    // none is left: plain variables show the former, their sum the latter.
    void testEveryEventIsSeenByAnOwner() {
        constexpr unsigned events = 20000;
        Ownership o;
        std::atomic<unsigned> brought{0};
        unsigned seen = 0;
        const auto bring = [&] {
            for (unsigned i = 0; i < events; ++i) {
                ++brought;
                if (o.take(0, false) != Taken::Yes) continue;
                do seen = brought.load();
                while (!o.release());
            }
        };
        {
            const std::jthread one(bring);
            const std::jthread other(bring);
        }
        CPPUNIT_ASSERT_EQUAL(2 * events, seen);
        CPPUNIT_ASSERT(!o.isOwned());
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(OwnershipTest);
