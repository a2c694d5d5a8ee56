// SPDX-License-Identifier: Apache-2.0
// The pool at its bounds. The work waits for a latch that the test opens: no sleeping, no time measurement.
#include "passwords/bounded_pool.h"

#include <atomic>
#include <cppunit/extensions/HelperMacros.h>
#include <deque>
#include <future>
#include <latch>
#include <memory>
#include <stdexcept>
#include <sys/resource.h>

using namespace portico::passwords;
using portico::shares::Network;
using portico::shares::Requester;

namespace {

constexpr std::chrono::hours longTime{1};

PoolLimits limits(std::uint32_t parallel, std::size_t queue, std::chrono::milliseconds timeout = longTime) {
    PoolLimits some;
    some.parallel = parallel;
    some.queue = queue;
    some.timeout = timeout;
    return some;
}

// A caller whose work signals that it has begun and ends when the test allows it.
class Caller {
public:
    Caller(BoundedPool& pool, std::uint32_t memoryKiB = 0, const Requester& who = {})
        : result_(std::async(std::launch::async, [this, &pool, memoryKiB, who] {
              return pool.run(
                  memoryKiB,
                  [this] {
                      begun_.count_down();
                      end_.wait();
                  },
                  who);
          })) {}
    ~Caller() { let(); }

    void awaitBegin() { begun_.wait(); }
    bool hasBegun() const { return begun_.try_wait(); }
    void let() {
        if (!end_.try_wait()) end_.count_down();
    }
    BoundedPool::Outcome passage() {
        let();
        return result_.get();
    }
    bool result() { return passage() == BoundedPool::Outcome::Done; }

private:
    std::latch begun_{1};
    std::latch end_{1};
    std::future<BoundedPool::Outcome> result_; // last member: its thread uses the latches
};

bool passes(BoundedPool& pool, std::uint32_t memoryKiB, const BoundedPool::Work& work) {
    return pool.run(memoryKiB, work) == BoundedPool::Outcome::Done;
}

void awaitWaiting(const BoundedPool& pool, std::size_t count) {
    while (pool.waiting() != count) std::this_thread::yield();
}

const BoundedPool::Work nothing = [] {};

} // namespace

class BoundedPoolTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(BoundedPoolTest);
    CPPUNIT_TEST(testWorkIsDoneOnAnotherThreadWithLowerPriority);
    CPPUNIT_TEST(testAsManyRunAsAllowedAndTheRestWaits);
    CPPUNIT_TEST(testAFullQueueTurnsAway);
    CPPUNIT_TEST(testWithoutAQueueOnlyFreeThreadsTakeWork);
    CPPUNIT_TEST(testRequesterThatWaitsTooLongIsRefusedAndLeavesNoTrace);
    CPPUNIT_TEST(testMemoryIsBoundedAndTheOrderIsKept);
    CPPUNIT_TEST(testWorkLargerThanTheBudgetRunsAlone);
    CPPUNIT_TEST(testAnExceptionOfTheWorkComesOut);
    CPPUNIT_TEST(testStopTurnsAwayWhoWaitsAndFinishesWhatRuns);
    CPPUNIT_TEST(testManyCallersAreAllServed);
    CPPUNIT_TEST(testAnotherNetworkIsServedNext);
    CPPUNIT_TEST(testAnotherAccountOfTheNetworkIsServedNext);
    CPPUNIT_TEST(testFloodGivesUpItsPlacesToOthers);
    CPPUNIT_TEST(testManyNetworksAreTooMany);
    CPPUNIT_TEST(testRefusalNamesANetworkThatWaitsTooLong);
    CPPUNIT_TEST_SUITE_END();

public:
    void testWorkIsDoneOnAnotherThreadWithLowerPriority() {
        BoundedPool pool(limits(1, 0));
        std::thread::id worker;
        int niceness = 0;
        CPPUNIT_ASSERT(passes(pool, 0, [&] {
            worker = std::this_thread::get_id();
            niceness = getpriority(PRIO_PROCESS, 0);
        }));
        CPPUNIT_ASSERT(worker != std::this_thread::get_id());
        CPPUNIT_ASSERT(niceness >= 10);
    }

    void testAsManyRunAsAllowedAndTheRestWaits() {
        BoundedPool pool(limits(2, 10));
        Caller first(pool);
        Caller second(pool);
        first.awaitBegin();
        second.awaitBegin();
        Caller third(pool);
        awaitWaiting(pool, 1);
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, pool.running());
        CPPUNIT_ASSERT(!third.hasBegun());
        CPPUNIT_ASSERT(first.result());
        third.awaitBegin();
        CPPUNIT_ASSERT(third.result());
        CPPUNIT_ASSERT(second.result());
    }

    void testAFullQueueTurnsAway() {
        BoundedPool pool(limits(1, 2));
        Caller running(pool);
        running.awaitBegin();
        Caller one(pool);
        awaitWaiting(pool, 1); // first come, first served: `two` must be behind it
        Caller two(pool);
        awaitWaiting(pool, 2);
        CPPUNIT_ASSERT(!passes(pool, 0, nothing));
        CPPUNIT_ASSERT(running.result());
        CPPUNIT_ASSERT(one.result());
        CPPUNIT_ASSERT(two.result());
        CPPUNIT_ASSERT(passes(pool, 0, nothing));
    }

    void testWithoutAQueueOnlyFreeThreadsTakeWork() {
        BoundedPool pool(limits(1, 0));
        CPPUNIT_ASSERT(passes(pool, 0, nothing));
        Caller running(pool);
        running.awaitBegin();
        CPPUNIT_ASSERT(!passes(pool, 0, nothing));
    }

    void testRequesterThatWaitsTooLongIsRefusedAndLeavesNoTrace() {
        BoundedPool pool(limits(1, 10, longTime));
        BoundedPool impatient(limits(1, 10, std::chrono::milliseconds(0)));
        std::latch begun{1};
        std::latch end{1};
        // With a timeout of 0, even an idle thread may take the job too late: retry until it does.
        auto running = std::async(std::launch::async, [&] {
            while (!passes(impatient, 0, [&] {
                begun.count_down();
                end.wait();
            })) {
            }
        });
        begun.wait();
        bool ran = false;
        CPPUNIT_ASSERT(!passes(impatient, 0, [&] { ran = true; }));
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, impatient.waiting());
        end.count_down();
        running.get();
        impatient.stop();
        CPPUNIT_ASSERT(!ran);
    }

    // A small job does not overtake a large one: otherwise large jobs would never run under load.
    void testMemoryIsBoundedAndTheOrderIsKept() {
        PoolLimits some = limits(4, 10);
        some.memoryKiB = 100;
        BoundedPool pool(some);
        Caller half(pool, 60);
        half.awaitBegin();
        Caller large(pool, 50);
        awaitWaiting(pool, 1);
        Caller small(pool, 10);
        awaitWaiting(pool, 2);
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, pool.running());
        CPPUNIT_ASSERT(half.result());
        large.awaitBegin();
        small.awaitBegin();
        CPPUNIT_ASSERT(large.result());
        CPPUNIT_ASSERT(small.result());
    }

    void testWorkLargerThanTheBudgetRunsAlone() {
        PoolLimits some = limits(2, 10);
        some.memoryKiB = 100;
        BoundedPool pool(some);
        Caller huge(pool, 1000);
        huge.awaitBegin();
        Caller small(pool, 1);
        awaitWaiting(pool, 1);
        CPPUNIT_ASSERT(huge.result());
        CPPUNIT_ASSERT(small.result());
    }

    void testAnExceptionOfTheWorkComesOut() {
        BoundedPool pool(limits(1, 0));
        CPPUNIT_ASSERT_THROW(passes(pool, 0, [] { throw std::bad_alloc(); }), std::bad_alloc);
        CPPUNIT_ASSERT(passes(pool, 0, nothing));
    }

    void testStopTurnsAwayWhoWaitsAndFinishesWhatRuns() {
        BoundedPool pool(limits(1, 10));
        Caller running(pool);
        running.awaitBegin();
        Caller waiting(pool);
        awaitWaiting(pool, 1);
        auto stopped = std::async(std::launch::async, [&] { pool.stop(); });
        CPPUNIT_ASSERT(!waiting.result());
        CPPUNIT_ASSERT(!waiting.hasBegun());
        CPPUNIT_ASSERT(running.result());
        stopped.get();
        CPPUNIT_ASSERT(!passes(pool, 0, nothing));
        pool.stop();
    }

    void testManyCallersAreAllServed() {
        PoolLimits some = limits(3, 1000);
        some.memoryKiB = 5;
        BoundedPool pool(some);
        std::atomic<int> done{0};
        std::atomic<int> inside{0};
        std::atomic<int> most{0};
        std::vector<std::future<void>> callers;
        for (int i = 0; i < 8; ++i)
            callers.push_back(std::async(std::launch::async, [&] {
                for (int round = 0; round < 200; ++round) {
                    const auto work = [&] {
                        most = std::max(most.load(), ++inside);
                        ++done;
                        --inside;
                    };
                    if (!passes(pool, 2, work)) throw std::runtime_error("turned away");
                }
            }));
        for (auto& caller : callers) caller.get();
        CPPUNIT_ASSERT_EQUAL(1600, done.load());
        CPPUNIT_ASSERT(most <= 2);
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, pool.running() + pool.waiting());
    }

    static Requester claim(const char* address, std::uint64_t account = 1) { return {Network::of(address), account}; }
    // Callers with the same claim that wait one after the other.
    using Callers = std::deque<std::unique_ptr<Caller>>;
    static void flood(Callers& callers, BoundedPool& pool, int count, const Requester& who) {
        const std::size_t before = pool.waiting();
        for (int i = 1; i <= count; ++i) {
            callers.push_back(std::make_unique<Caller>(pool, 0, who));
            awaitWaiting(pool, before + static_cast<std::size_t>(i));
        }
    }

    // Eighty connections of one network requested hashes, and everybody else waited behind them.
    void testAnotherNetworkIsServedNext() { isServedSecond(claim("198.51.100.7")); }
    void testAnotherAccountOfTheNetworkIsServedNext() { isServedSecond(claim("192.0.2.200", 2)); }
    void isServedSecond(const Requester& who) {
        BoundedPool pool(limits(1, 10));
        Caller running(pool, 0, claim("192.0.2.7"));
        running.awaitBegin();
        Callers many;
        flood(many, pool, 8, claim("192.0.2.7"));
        Caller other(pool, 0, who);
        awaitWaiting(pool, 9);
        CPPUNIT_ASSERT(running.result());
        many[0]->awaitBegin();
        CPPUNIT_ASSERT(many[0]->result());
        other.awaitBegin();
        CPPUNIT_ASSERT(other.result() && !many[2]->hasBegun());
    }
    void testFloodGivesUpItsPlacesToOthers() {
        BoundedPool pool(limits(1, 4));
        Caller running(pool, 0, claim("192.0.2.7"));
        running.awaitBegin();
        Callers many, others;
        flood(many, pool, 4, claim("192.0.2.7"));
        CPPUNIT_ASSERT(pool.run(0, nothing, claim("192.0.2.9")) == BoundedPool::Outcome::NetworkOverShare);
        others.push_back(std::make_unique<Caller>(pool, 0, claim("198.51.100.7")));
        CPPUNIT_ASSERT(many[3]->passage() == BoundedPool::Outcome::NetworkOverShare);
        others.push_back(std::make_unique<Caller>(pool, 0, claim("192.0.2.7", 2)));
        CPPUNIT_ASSERT(many[2]->passage() == BoundedPool::Outcome::NetworkOverShare);
        for (const auto& other : others) other->let(); // they are served in between
        CPPUNIT_ASSERT(running.result() && many[0]->result() && many[1]->result());
        for (const auto& other : others) CPPUNIT_ASSERT(other->result());
    }
    void testManyNetworksAreTooMany() {
        BoundedPool pool(limits(1, 2));
        Caller running(pool);
        running.awaitBegin();
        Callers some;
        flood(some, pool, 1, claim("192.0.2.7"));
        flood(some, pool, 1, claim("198.51.100.7"));
        CPPUNIT_ASSERT(pool.run(0, nothing, claim("203.0.113.7")) == BoundedPool::Outcome::Overloaded);
        CPPUNIT_ASSERT(running.result() && some[0]->result() && some[1]->result());
    }
    void testRefusalNamesANetworkThatWaitsTooLong() {
        BoundedPool pool(limits(1, 10, std::chrono::milliseconds(200)));
        std::latch begun{1}, end{1};
        auto running = std::async(std::launch::async, [&] {
            return pool.run(0, [&] {
                begun.count_down();
                end.wait();
            });
        });
        begun.wait();
        Callers many;
        for (int i = 0; i < 3; ++i) many.push_back(std::make_unique<Caller>(pool, 0, claim("192.0.2.7")));
        int blamed = 0;
        for (const auto& one : many) blamed += one->passage() == BoundedPool::Outcome::NetworkOverShare ? 1 : 0;
        CPPUNIT_ASSERT(blamed >= 2); // the last one waits alone
        end.count_down();
        running.get();
    }
};
CPPUNIT_TEST_SUITE_REGISTRATION(BoundedPoolTest);
