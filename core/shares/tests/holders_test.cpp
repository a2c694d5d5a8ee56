// SPDX-License-Identifier: Apache-2.0
// Preemption of resources that a network holds, and quotas of those that cannot be preempted.
#include "shares/counts.h"
#include "shares/holders.h"
#include "shares/shared_quota.h"

#include <cppunit/extensions/HelperMacros.h>

#include <array>

using namespace portico::shares;

namespace {

struct TestHolder : Holder {
    bool isPreempted = false;
    void preempt() noexcept override { isPreempted = true; }
};

class HoldersTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(HoldersTest);
    CPPUNIT_TEST(testOneNetworkMayHoldAll);
    CPPUNIT_TEST(testLargestHolderLosesItsNewest);
    CPPUNIT_TEST(testEqualsYieldNothing);
    CPPUNIT_TEST(testAccountOfManyNetworksYieldsToOthers);
    CPPUNIT_TEST(testAccountThatHoldsMostTakesNothingFromOthers);
    CPPUNIT_TEST(testNetworksOfOneAccountYieldToEachOther);
    CPPUNIT_TEST(testPreemptedHolderGivesNothingBack);
    CPPUNIT_TEST(testNothingCanBeHeldOfNothing);
    CPPUNIT_TEST(testNetworkGetsHalfOfAnAmount);
    CPPUNIT_TEST(testUnknownNetworkTakesFromNoNetwork);
    CPPUNIT_TEST(testLargestNetworkIsFound);
    CPPUNIT_TEST_SUITE_END();

    const Network a_ = Network::of("192.0.2.1"), b_ = Network::of("198.51.100.1"), c_ = Network::of("::1"),
                  d_ = Network::of("203.0.113.1"), e_ = Network::of("2001:db8::1");
    std::array<TestHolder, 8> holders_{};

public:
    void testOneNetworkMayHoldAll() {
        Holders all(2);
        CPPUNIT_ASSERT(all.take(holders_[0], {a_}) == Admission::Yes);
        CPPUNIT_ASSERT(all.take(holders_[1], {a_}) == Admission::Yes);
        CPPUNIT_ASSERT(all.take(holders_[2], {a_}) == Admission::Exhausted);
        all.give(holders_[0]);
        CPPUNIT_ASSERT(all.take(holders_[2], {a_}) == Admission::Yes);
    }
    void testLargestHolderLosesItsNewest() {
        Holders all(4);
        for (std::size_t i = 0; i < 4; ++i) all.take(holders_[i], {a_});
        CPPUNIT_ASSERT(all.take(holders_[4], {b_}) == Admission::Yes);
        CPPUNIT_ASSERT(holders_[3].isPreempted && !holders_[2].isPreempted);
        CPPUNIT_ASSERT(all.take(holders_[5], {b_}) == Admission::Yes);
        CPPUNIT_ASSERT(holders_[2].isPreempted && !holders_[4].isPreempted);
    }
    void testEqualsYieldNothing() {
        Holders all(3);
        all.take(holders_[0], {a_});
        all.take(holders_[1], {a_});
        all.take(holders_[2], {b_});
        CPPUNIT_ASSERT(all.take(holders_[3], {b_}) == Admission::Exhausted);
        CPPUNIT_ASSERT(all.take(holders_[3], {a_}) == Admission::NetworkOverShare);
        CPPUNIT_ASSERT(all.take(holders_[3], {c_}) == Admission::Yes && holders_[1].isPreempted);
        CPPUNIT_ASSERT(all.take(holders_[4], {a_}) == Admission::Exhausted);
    }
    // One account held everything through four networks with one resource each.
    void testAccountOfManyNetworksYieldsToOthers() {
        Holders all(3);
        all.take(holders_[0], {a_, 1});
        all.take(holders_[1], {b_, 1});
        all.take(holders_[2], {c_, 1});
        CPPUNIT_ASSERT(all.take(holders_[3], {d_, 1}) == Admission::NetworkOverShare);
        CPPUNIT_ASSERT(all.take(holders_[3], {d_, 2}) == Admission::Yes && holders_[2].isPreempted);
        CPPUNIT_ASSERT(all.take(holders_[4], {e_}) == Admission::Yes && holders_[1].isPreempted);
        CPPUNIT_ASSERT(all.take(holders_[5], {}) == Admission::Exhausted);
    }
    void testAccountThatHoldsMostTakesNothingFromOthers() {
        Holders all(4);
        all.take(holders_[0], {a_, 1});
        all.take(holders_[1], {b_, 1});
        all.take(holders_[2], {c_, 2});
        all.take(holders_[3], {c_, 3});
        CPPUNIT_ASSERT(all.take(holders_[4], {d_, 1}) == Admission::NetworkOverShare);
    }
    // Many people may use the same account.
    void testNetworksOfOneAccountYieldToEachOther() {
        Holders all(2);
        all.take(holders_[0], {a_, 1});
        all.take(holders_[1], {a_, 1});
        CPPUNIT_ASSERT(all.take(holders_[2], {b_, 1}) == Admission::Yes && holders_[1].isPreempted);
    }
    void testPreemptedHolderGivesNothingBack() {
        Holders all(2);
        all.take(holders_[0], {a_});
        all.take(holders_[1], {a_});
        all.take(holders_[2], {b_});
        all.give(holders_[1]);
        CPPUNIT_ASSERT(all.take(holders_[3], {a_}) == Admission::Exhausted);
    }
    void testNothingCanBeHeldOfNothing() {
        Holders none(0);
        CPPUNIT_ASSERT(none.take(holders_[0], {a_}) == Admission::Exhausted);
    }
    void testNetworkGetsHalfOfAnAmount() {
        SharedQuota bytes(1000);
        CPPUNIT_ASSERT(bytes.take(a_, 501) == Admission::NetworkOverShare);
        CPPUNIT_ASSERT(bytes.take(a_, 400) == Admission::Yes);
        CPPUNIT_ASSERT(bytes.take(a_, 101) == Admission::NetworkOverShare);
        CPPUNIT_ASSERT(bytes.take(a_, 100) == Admission::Yes);
        CPPUNIT_ASSERT(bytes.take(b_, 400) == Admission::Yes);
        CPPUNIT_ASSERT(bytes.take(c_, 101) == Admission::Exhausted);
        bytes.give(a_, 500);
        CPPUNIT_ASSERT(bytes.take(c_, 101) == Admission::Yes);
    }
    void testUnknownNetworkTakesFromNoNetwork() {
        SharedQuota bytes(4);
        CPPUNIT_ASSERT(bytes.take(std::nullopt, 3) == Admission::Yes);
        CPPUNIT_ASSERT(bytes.take(a_, 1) == Admission::Yes);
        CPPUNIT_ASSERT(bytes.take(std::nullopt, 1) == Admission::Exhausted);
        bytes.give(std::nullopt, 3);
        CPPUNIT_ASSERT(bytes.take(a_, 1) == Admission::Yes);
    }
    void testLargestNetworkIsFound() {
        Counts counts;
        CPPUNIT_ASSERT(!counts.largestOtherThan(a_));
        for (int i = 0; i < 2; ++i) counts.enter(a_);
        counts.enter(b_);
        CPPUNIT_ASSERT(counts.largestOtherThan(b_) == a_ && counts.largestOtherThan(std::nullopt) == a_);
        CPPUNIT_ASSERT(!counts.largestOtherThan(a_));
        counts.leave(a_);
        CPPUNIT_ASSERT(!counts.largestOtherThan(b_) && !counts.largestOtherThan(std::nullopt));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(HoldersTest);

} // namespace
