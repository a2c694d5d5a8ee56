// SPDX-License-Identifier: Apache-2.0
// The gate at its bounds. The work here is a latch that the test opens when it likes: nothing sleeps, nothing is measured.
#include "passwords/gate.h"

#include <atomic>
#include <cppunit/extensions/HelperMacros.h>
#include <deque>
#include <future>
#include <latch>
#include <memory>
#include <stdexcept>
#include <sys/resource.h>

using namespace portico::passwords;
using portico::shares::Claim;
using portico::shares::Network;

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
    Caller(Gate& gate, std::uint32_t memoryKiB = 0, const Claim& who = {})
        : result_(std::async(std::launch::async, [this, &gate, memoryKiB, who] {
              return gate.run(
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
    Gate::Passage passage() {
        let();
        return result_.get();
    }
    bool result() { return passage() == Gate::Passage::Done; }

private:
    std::latch begun_{1};
    std::latch end_{1};
    std::future<Gate::Passage> result_; // last: its thread uses the latches
};

bool passes(Gate& gate, std::uint32_t memoryKiB, const Gate::Work& work) {
    return gate.run(memoryKiB, work) == Gate::Passage::Done;
}

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
    CPPUNIT_TEST(testAnotherNetworkIsServedNext);
    CPPUNIT_TEST(testAnotherAccountOfTheNetworkIsServedNext);
    CPPUNIT_TEST(testFloodGivesUpItsPlacesToOthers);
    CPPUNIT_TEST(testManyNetworksAreTooMany);
    CPPUNIT_TEST(testWhoseNetworkWaitsTooLongIsTold);
    CPPUNIT_TEST_SUITE_END();

public:
    void testWorkIsDoneOnAnotherThreadWithLowerPriority() {
        Gate gate(limits(1, 0));
        std::thread::id worker;
        int niceness = 0;
        CPPUNIT_ASSERT(passes(gate, 0, [&] {
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
        CPPUNIT_ASSERT(!passes(gate, 0, nothing));
        CPPUNIT_ASSERT(running.result());
        CPPUNIT_ASSERT(one.result());
        CPPUNIT_ASSERT(two.result());
        CPPUNIT_ASSERT(passes(gate, 0, nothing));
    }

    void testWithoutAQueueOnlyFreeThreadsTakeWork() {
        Gate gate(limits(1, 0));
        CPPUNIT_ASSERT(passes(gate, 0, nothing));
        Caller running(gate);
        running.awaitBegin();
        CPPUNIT_ASSERT(!passes(gate, 0, nothing));
    }

    void testWhoWaitsTooLongIsTurnedAwayAndLeavesNoTrace() {
        Gate gate(limits(1, 10, longTime));
        Gate impatient(limits(1, 10, std::chrono::milliseconds(0)));
        std::latch begun{1};
        std::latch end{1};
        // With no patience at all even an idle thread may be too slow to take it: try until it has.
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
        CPPUNIT_ASSERT_THROW(passes(gate, 0, [] { throw std::bad_alloc(); }), std::bad_alloc);
        CPPUNIT_ASSERT(passes(gate, 0, nothing));
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
        CPPUNIT_ASSERT(!passes(gate, 0, nothing));
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
                    if (!passes(gate, 2, work)) throw std::runtime_error("turned away");
                }
            }));
        for (auto& caller : callers) caller.get();
        CPPUNIT_ASSERT_EQUAL(1600, done.load());
        CPPUNIT_ASSERT(most <= 2);
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, gate.running() + gate.waiting());
    }

    static Claim claim(const char* address, std::uint64_t account = 1) { return {Network::of(address), account}; }
    // Callers of one claim that wait one behind the other.
    using Callers = std::deque<std::unique_ptr<Caller>>;
    static void flood(Callers& callers, Gate& gate, int count, const Claim& who) {
        const std::size_t before = gate.waiting();
        for (int i = 1; i <= count; ++i) {
            callers.push_back(std::make_unique<Caller>(gate, 0, who));
            awaitWaiting(gate, before + static_cast<std::size_t>(i));
        }
    }

    // Eighty connections of one network asked for hashes, and everybody else stood behind them.
    void testAnotherNetworkIsServedNext() { isServedSecond(claim("198.51.100.7")); }
    void testAnotherAccountOfTheNetworkIsServedNext() { isServedSecond(claim("192.0.2.200", 2)); }
    void isServedSecond(const Claim& who) {
        Gate gate(limits(1, 10));
        Caller running(gate, 0, claim("192.0.2.7"));
        running.awaitBegin();
        Callers many;
        flood(many, gate, 8, claim("192.0.2.7"));
        Caller other(gate, 0, who);
        awaitWaiting(gate, 9);
        CPPUNIT_ASSERT(running.result());
        many[0]->awaitBegin();
        CPPUNIT_ASSERT(many[0]->result());
        other.awaitBegin();
        CPPUNIT_ASSERT(other.result() && !many[2]->hasBegun());
    }
    void testFloodGivesUpItsPlacesToOthers() {
        Gate gate(limits(1, 4));
        Caller running(gate, 0, claim("192.0.2.7"));
        running.awaitBegin();
        Callers many, others;
        flood(many, gate, 4, claim("192.0.2.7"));
        CPPUNIT_ASSERT(gate.run(0, nothing, claim("192.0.2.9")) == Gate::Passage::NetworkIsTooMany);
        others.push_back(std::make_unique<Caller>(gate, 0, claim("198.51.100.7")));
        CPPUNIT_ASSERT(many[3]->passage() == Gate::Passage::NetworkIsTooMany);
        others.push_back(std::make_unique<Caller>(gate, 0, claim("192.0.2.7", 2)));
        CPPUNIT_ASSERT(many[2]->passage() == Gate::Passage::NetworkIsTooMany);
        for (const auto& other : others) other->let(); // they come in between
        CPPUNIT_ASSERT(running.result() && many[0]->result() && many[1]->result());
        for (const auto& other : others) CPPUNIT_ASSERT(other->result());
    }
    void testManyNetworksAreTooMany() {
        Gate gate(limits(1, 2));
        Caller running(gate);
        running.awaitBegin();
        Callers some;
        flood(some, gate, 1, claim("192.0.2.7"));
        flood(some, gate, 1, claim("198.51.100.7"));
        CPPUNIT_ASSERT(gate.run(0, nothing, claim("203.0.113.7")) == Gate::Passage::AllAreTooMany);
        CPPUNIT_ASSERT(running.result() && some[0]->result() && some[1]->result());
    }
    void testWhoseNetworkWaitsTooLongIsTold() {
        Gate gate(limits(1, 10, std::chrono::milliseconds(200)));
        std::latch begun{1}, end{1};
        auto running = std::async(std::launch::async, [&] {
            return gate.run(0, [&] {
                begun.count_down();
                end.wait();
            });
        });
        begun.wait();
        Callers many;
        for (int i = 0; i < 3; ++i) many.push_back(std::make_unique<Caller>(gate, 0, claim("192.0.2.7")));
        int blamed = 0;
        for (const auto& one : many) blamed += one->passage() == Gate::Passage::NetworkIsTooMany ? 1 : 0;
        CPPUNIT_ASSERT(blamed >= 2); // the last one waits alone
        end.count_down();
        running.get();
    }
};
CPPUNIT_TEST_SUITE_REGISTRATION(GateTest);
