// SPDX-License-Identifier: Apache-2.0
// The order in which items are served, and who loses a place.
#include "shares/fair_queue.h"

#include <cppunit/extensions/HelperMacros.h>

#include <string>

using portico::shares::Network;
using portico::shares::Requester;

namespace {

class FairQueueTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(FairQueueTest);
    CPPUNIT_TEST(testOneNetworkAndAccountIsServedInItsOrder);
    CPPUNIT_TEST(testNetworksTakeTurns);
    CPPUNIT_TEST(testAccountsOfANetworkTakeTurns);
    CPPUNIT_TEST(testLargestNetworkGivesUpItsNewest);
    CPPUNIT_TEST(testAccountThatHasMostGivesWayInItsOwnNetwork);
    CPPUNIT_TEST(testEqualsGiveUpNothing);
    CPPUNIT_TEST(testRemovedRequestIsNotServed);
    CPPUNIT_TEST(testNetworkAboveItsPartIsFound);
    CPPUNIT_TEST_SUITE_END();

    portico::shares::FairQueue<std::string> turns_;
    const Network a_ = Network::of("192.0.2.1"), b_ = Network::of("198.51.100.1"), c_ = Network::of("::1");

    void add(const Network& network, const std::string& items, std::uint64_t account = 0) {
        for (const char item : items) turns_.add({network, account}, std::string(1, item));
    }
    std::string served() {
        std::string all;
        for (; !turns_.empty(); turns_.pop()) all += turns_.front();
        return all;
    }

public:
    void setUp() override { turns_.clear(); }
    void testOneNetworkAndAccountIsServedInItsOrder() {
        add(a_, "123");
        CPPUNIT_ASSERT_EQUAL(std::string("123"), served());
    }
    void testNetworksTakeTurns() {
        add(a_, "1234");
        add(b_, "x");
        add(c_, "yz");
        CPPUNIT_ASSERT_EQUAL(std::string("1xy2z34"), served());
    }
    void testAccountsOfANetworkTakeTurns() {
        add(a_, "123", 1);
        add(a_, "x", 2);
        add(b_, "-");
        CPPUNIT_ASSERT_EQUAL(std::string("1-x23"), served());
    }
    void testLargestNetworkGivesUpItsNewest() {
        add(a_, "123");
        add(b_, "x");
        CPPUNIT_ASSERT_EQUAL(std::string("3"), turns_.makeRoom({c_, 0}).value());
        CPPUNIT_ASSERT(!turns_.makeRoom({b_, 0})); // it would have as many
        CPPUNIT_ASSERT_EQUAL(std::string("1x2"), served());
    }
    void testAccountThatHasMostGivesWayInItsOwnNetwork() {
        add(a_, "123", 1);
        CPPUNIT_ASSERT_EQUAL(std::string("3"), turns_.makeRoom({a_, 2}).value());
        add(a_, "x", 2);
        CPPUNIT_ASSERT(!turns_.makeRoom({a_, 1}));
        CPPUNIT_ASSERT_EQUAL(std::string("1x2"), served());
    }
    void testEqualsGiveUpNothing() {
        add(a_, "1");
        add(b_, "x");
        CPPUNIT_ASSERT(!turns_.makeRoom({c_, 0}));
        CPPUNIT_ASSERT(!turns_.makeRoom({a_, 0}));
    }
    void testRemovedRequestIsNotServed() {
        add(a_, "12", 1);
        CPPUNIT_ASSERT(turns_.remove({a_, 1}, "1"));
        CPPUNIT_ASSERT(!turns_.remove({a_, 1}, "1") && !turns_.remove({a_, 2}, "2") && !turns_.remove({b_, 1}, "2"));
        CPPUNIT_ASSERT(turns_.remove({a_, 1}, "2"));
        CPPUNIT_ASSERT(turns_.empty() && !turns_.makeRoom({a_, 1}));
    }
    void testNetworkAboveItsPartIsFound() {
        CPPUNIT_ASSERT(!turns_.isOverFairShare(a_));
        add(a_, "1");
        CPPUNIT_ASSERT(!turns_.isOverFairShare(a_));
        add(a_, "2");
        CPPUNIT_ASSERT(turns_.isOverFairShare(a_));
        add(b_, "x");
        CPPUNIT_ASSERT(turns_.isOverFairShare(a_) && !turns_.isOverFairShare(b_));
        add(b_, "y");
        CPPUNIT_ASSERT(!turns_.isOverFairShare(a_));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(FairQueueTest);

} // namespace
