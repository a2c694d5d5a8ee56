// SPDX-License-Identifier: Apache-2.0
// The gate at its bounds. The work here is a latch that the test opens when it likes: nothing sleeps, nothing is measured.
#include "passwords/gate.h"

#include <atomic>
#include <cppunit/extensions/HelperMacros.h>
#include <future>
#include <latch>
#include <stdexcept>
#include <sys/resource.h>

using namespace portico::passwords;

namespace {

constexpr std::chrono::hours longTime{1};

GateLimits limits(std::uint32_t parallel, std::size_t queue, std::chrono::milliseconds patience = longTime) {
    GateLimits some;
    some.parallel = parallel;
    some.queue = queue;
    some.patience = patience;
    return some;
}

// One caller whose work begins, tells so, and ends when it is let.
class Caller {
public:
    Caller(Gate& gate, std::uint32_t memoryKiB = 0)
        : result_(std::async(std::launch::async, [this, &gate, memoryKiB] {
              return gate.run(memoryKiB, [this] {
                  begun_.count_down();
                  end_.wait();
              });
          })) {}
    ~Caller() { let(); }

    void awaitBegin() { begun_.wait(); }
    bool hasBegun() const { return begun_.try_wait(); }
    void let() {
        if (!end_.try_wait()) end_.count_down();
    }
    bool result() {
        let();
        return result_.get();
    }

private:
    std::latch begun_{1};
    std::latch end_{1};
    std::future<bool> result_; // last: its thread uses the latches
};

void awaitWaiting(const Gate& gate, std::size_t count) {
    while (gate.waiting() != count) std::this_thread::yield();
}

const Gate::Work nothing = [] {};

} // namespace

class GateTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(GateTest);
    CPPUNIT_TEST(testWorkIsDoneOnAnotherThreadWithLowerPriority);
    CPPUNIT_TEST(testAsManyRunAsAllowedAndTheRestWaits);
    CPPUNIT_TEST(testAFullQueueTurnsAway);
    CPPUNIT_TEST(testWithoutAQueueOnlyFreeThreadsTakeWork);
    CPPUNIT_TEST(testWhoWaitsTooLongIsTurnedAwayAndLeavesNoTrace);
    CPPUNIT_TEST(testMemoryIsBoundedAndTheOrderIsKept);
    CPPUNIT_TEST(testWorkLargerThanTheBudgetRunsAlone);
    CPPUNIT_TEST(testAnExceptionOfTheWorkComesOut);
    CPPUNIT_TEST(testStopTurnsAwayWhoWaitsAndFinishesWhatRuns);
    CPPUNIT_TEST(testManyCallersAreAllServed);
    CPPUNIT_TEST_SUITE_END();

public:
    void testWorkIsDoneOnAnotherThreadWithLowerPriority() {
        Gate gate(limits(1, 0));
        std::thread::id worker;
        int niceness = 0;
        CPPUNIT_ASSERT(gate.run(0, [&] {
            worker = std::this_thread::get_id();
            niceness = getpriority(PRIO_PROCESS, 0);
        }));
        CPPUNIT_ASSERT(worker != std::this_thread::get_id());
        CPPUNIT_ASSERT(niceness >= 10);
    }

    void testAsManyRunAsAllowedAndTheRestWaits() {
        Gate gate(limits(2, 10));
        Caller first(gate);
        Caller second(gate);
        first.awaitBegin();
        second.awaitBegin();
        Caller third(gate);
        awaitWaiting(gate, 1);
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, gate.running());
        CPPUNIT_ASSERT(!third.hasBegun());
        CPPUNIT_ASSERT(first.result());
        third.awaitBegin();
        CPPUNIT_ASSERT(third.result());
        CPPUNIT_ASSERT(second.result());
    }

    void testAFullQueueTurnsAway() {
        Gate gate(limits(1, 2));
        Caller running(gate);
        running.awaitBegin();
        Caller one(gate);
        awaitWaiting(gate, 1); // first come first served: `two`, which is let later, must stand behind it
        Caller two(gate);
        awaitWaiting(gate, 2);
        CPPUNIT_ASSERT(!gate.run(0, nothing));
        CPPUNIT_ASSERT(running.result());
        CPPUNIT_ASSERT(one.result());
        CPPUNIT_ASSERT(two.result());
        CPPUNIT_ASSERT(gate.run(0, nothing));
    }

    void testWithoutAQueueOnlyFreeThreadsTakeWork() {
        Gate gate(limits(1, 0));
        CPPUNIT_ASSERT(gate.run(0, nothing));
        Caller running(gate);
        running.awaitBegin();
        CPPUNIT_ASSERT(!gate.run(0, nothing));
    }

    void testWhoWaitsTooLongIsTurnedAwayAndLeavesNoTrace() {
        Gate gate(limits(1, 10, longTime));
        Gate impatient(limits(1, 10, std::chrono::milliseconds(0)));
        std::latch begun{1};
        std::latch end{1};
        // With no patience at all even an idle thread may be too slow to take it: try until it has.
        auto running = std::async(std::launch::async, [&] {
            while (!impatient.run(0, [&] {
                begun.count_down();
                end.wait();
            })) {
            }
        });
        begun.wait();
        bool ran = false;
        CPPUNIT_ASSERT(!impatient.run(0, [&] { ran = true; }));
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, impatient.waiting());
        end.count_down();
        running.get();
        impatient.stop();
        CPPUNIT_ASSERT(!ran);
    }

    // A small one behind a large one does not overtake it: else large ones would never run under load.
    void testMemoryIsBoundedAndTheOrderIsKept() {
        GateLimits some = limits(4, 10);
        some.memoryKiB = 100;
        Gate gate(some);
        Caller half(gate, 60);
        half.awaitBegin();
        Caller large(gate, 50);
        awaitWaiting(gate, 1);
        Caller small(gate, 10);
        awaitWaiting(gate, 2);
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, gate.running());
        CPPUNIT_ASSERT(half.result());
        large.awaitBegin();
        small.awaitBegin();
        CPPUNIT_ASSERT(large.result());
        CPPUNIT_ASSERT(small.result());
    }

    void testWorkLargerThanTheBudgetRunsAlone() {
        GateLimits some = limits(2, 10);
        some.memoryKiB = 100;
        Gate gate(some);
        Caller huge(gate, 1000);
        huge.awaitBegin();
        Caller small(gate, 1);
        awaitWaiting(gate, 1);
        CPPUNIT_ASSERT(huge.result());
        CPPUNIT_ASSERT(small.result());
    }

    void testAnExceptionOfTheWorkComesOut() {
        Gate gate(limits(1, 0));
        CPPUNIT_ASSERT_THROW(gate.run(0, [] { throw std::bad_alloc(); }), std::bad_alloc);
        CPPUNIT_ASSERT(gate.run(0, nothing));
    }

    void testStopTurnsAwayWhoWaitsAndFinishesWhatRuns() {
        Gate gate(limits(1, 10));
        Caller running(gate);
        running.awaitBegin();
        Caller waiting(gate);
        awaitWaiting(gate, 1);
        auto stopped = std::async(std::launch::async, [&] { gate.stop(); });
        CPPUNIT_ASSERT(!waiting.result());
        CPPUNIT_ASSERT(!waiting.hasBegun());
        CPPUNIT_ASSERT(running.result());
        stopped.get();
        CPPUNIT_ASSERT(!gate.run(0, nothing));
        gate.stop();
    }

    void testManyCallersAreAllServed() {
        GateLimits some = limits(3, 1000);
        some.memoryKiB = 5;
        Gate gate(some);
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
                    if (!gate.run(2, work)) throw std::runtime_error("turned away");
                }
            }));
        for (auto& caller : callers) caller.get();
        CPPUNIT_ASSERT_EQUAL(1600, done.load());
        CPPUNIT_ASSERT(most <= 2);
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, gate.running() + gate.waiting());
    }
};
CPPUNIT_TEST_SUITE_REGISTRATION(GateTest);
