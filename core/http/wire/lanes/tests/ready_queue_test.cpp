// SPDX-License-Identifier: Apache-2.0
// Which request gets a lane next, and which is removed.
#include "http/wire/lanes/ready_queue.h"

#include <cppunit/extensions/HelperMacros.h>

#include <deque>

using namespace portico::http::wire;
using portico::shares::Network;

namespace {

class ReadyQueueTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ReadyQueueTest);
    CPPUNIT_TEST(testOneNetworkIsServedInItsOrder);
    CPPUNIT_TEST(testNetworksAreServedInTurn);
    CPPUNIT_TEST(testTurnsGoOnWhileTheyAreServed);
    CPPUNIT_TEST(testSurplusIsTheNewestOfWhoHasMost);
    CPPUNIT_TEST(testNetworkThatKeepsOthersWaitingIsToBlame);
    CPPUNIT_TEST(testLateOnesAreFoundWhereverTheyStand);
    CPPUNIT_TEST_SUITE_END();

    const Limits limits_{};
    const Stop stop_{};
    std::deque<Connection> connections_;
    ReadyQueue queue_;

    // Connection numbers are letters: the order of service reads as a word.
    Connection& push(char name, const char* address, std::int64_t now = 0) {
        Connection& one = connections_.emplace_back(static_cast<std::uint32_t>(name), limits_, stop_);
        one.setNetwork(Network::of(address));
        queue_.push(one, now);
        return one;
    }
    void push(const std::string& names, const char* address) {
        for (const char name : names) push(name, address);
    }
    std::string pop(int count) {
        std::string all;
        while (count-- > 0) all += static_cast<char>(queue_.pop()->slot);
        return all;
    }

public:
    void testOneNetworkIsServedInItsOrder() {
        push("abc", "192.0.2.1");
        CPPUNIT_ASSERT_EQUAL(std::string("abc"), pop(3));
        CPPUNIT_ASSERT(queue_.empty() && queue_.pop() == nullptr);
    }
    void testNetworksAreServedInTurn() {
        push("abcd", "192.0.2.1");
        push("x", "198.51.100.1");
        push("yz", "::1");
        CPPUNIT_ASSERT_EQUAL(std::string("axybzcd"), pop(7));
    }
    void testTurnsGoOnWhileTheyAreServed() {
        push("abc", "192.0.2.1");
        CPPUNIT_ASSERT_EQUAL(std::string("ab"), pop(2));
        push("x", "198.51.100.1");
        push("d", "192.0.2.1");
        push("y", "198.51.100.1");
        CPPUNIT_ASSERT_EQUAL(std::string("xcyd"), pop(4));
    }
    void testSurplusIsTheNewestOfWhoHasMost() {
        push("abc", "192.0.2.1");
        push("x", "198.51.100.1");
        CPPUNIT_ASSERT_EQUAL(std::uint32_t{'c'}, queue_.popNewestOfLargest()->slot);
        push("y", "::1");
        CPPUNIT_ASSERT_EQUAL(std::uint32_t{'b'}, queue_.popNewestOfLargest()->slot);
        CPPUNIT_ASSERT_EQUAL(std::uint32_t{'y'}, queue_.popNewestOfLargest()->slot); // one each
        CPPUNIT_ASSERT_EQUAL(std::string("ax"), pop(2));
    }
    void testNetworkThatKeepsOthersWaitingIsToBlame() {
        Connection& first = push('a', "192.0.2.1");
        Connection& second = push('b', "192.0.2.200");
        CPPUNIT_ASSERT(!queue_.causesWait(first) && !queue_.causesWait(second)); // no other network waits
        Connection& other = push('x', "198.51.100.1");
        CPPUNIT_ASSERT(!queue_.causesWait(first) && queue_.causesWait(second) && !queue_.causesWait(other));
    }
    void testLateOnesAreFoundWhereverTheyStand() {
        push('a', "192.0.2.1", 10);
        push('b', "192.0.2.1", 11);
        push('x', "198.51.100.1", 30);
        CPPUNIT_ASSERT(queue_.popExpired(10) == nullptr);
        CPPUNIT_ASSERT_EQUAL(std::uint32_t{'a'}, queue_.popExpired(20)->slot);
        CPPUNIT_ASSERT_EQUAL(std::uint32_t{'b'}, queue_.popExpired(20)->slot);
        CPPUNIT_ASSERT(queue_.popExpired(20) == nullptr && queue_.size() == 1);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ReadyQueueTest);

} // namespace
