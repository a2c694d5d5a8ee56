// SPDX-License-Identifier: Apache-2.0
// Tasks on threads, with the real passage of time between slots replaced by a clock that the test moves.
#include "task_fixture.h"

#include "host/tasks/task_threads.h"

#include <algorithm>
#include <future>

using namespace portico;
using namespace portico::host;
using namespace portico::host::test;

namespace {

class TaskThreadsTest : public TaskFixture {
    CPPUNIT_TEST_SUITE(TaskThreadsTest);
    CPPUNIT_TEST(testTaskRunsOnAThreadOfThePool);
    CPPUNIT_TEST(testAsManyRunAtOnceAsThereAreThreads);
    CPPUNIT_TEST(testLateRunIsReplaced);
    CPPUNIT_TEST(testTasksAddedByManyThreadsAllRunOnce);
    CPPUNIT_TEST(testReloadsUnderLoadRunNoSlotTwice);
    CPPUNIT_TEST_SUITE_END();

    std::deque<Work> works_;
    Work& work() { return works_.emplace_back(); }

    // Waits until `count` runs are inside, and then lets them go.
    class Gate {
    public:
        portico_status pass() {
            const MutexLock lock(mutex_);
            ++inside_;
            changed_.notifyAll();
            changed_.wait(mutex_, [this]() PORTICO_REQUIRES(mutex_) { return isOpen_; });
            return PORTICO_OK;
        }
        void await(int count) {
            const MutexLock lock(mutex_);
            changed_.wait(mutex_, [&]() PORTICO_REQUIRES(mutex_) { return inside_ >= count; });
        }
        void open() {
            const MutexLock lock(mutex_);
            isOpen_ = true;
            changed_.notifyAll();
        }

    private:
        Mutex mutex_;
        ConditionVariable changed_;
        int inside_ PORTICO_GUARDED_BY(mutex_) = 0;
        bool isOpen_ PORTICO_GUARDED_BY(mutex_) = false;
    };

    Work wake_;

    void awaitRunAfter(const std::atomic<int>& runs, TaskSet& set) {
        for (const int before = runs; runs == before; std::this_thread::yield()) {
            now_ += second;
            now(set, "films", "wake", wake_); // the clock of this test wakes nobody
        }
    }

public:
    void testTaskRunsOnAThreadOfThePool() {
        const auto set = makeSet();
        const TaskThreads threads(scheduler_);
        std::promise<std::thread::id> ran;
        now(*set, "books", "a", work());
        works_[0].act = [&](auto...) { return ran.set_value(std::this_thread::get_id()), PORTICO_OK; };
        scheduler_.publish(*set);
        CPPUNIT_ASSERT(ran.get_future().get() != std::this_thread::get_id());
        set->end("books");
        CPPUNIT_ASSERT_EQUAL(1, works_[0].released.load());
    }
    void testAsManyRunAtOnceAsThereAreThreads() {
        limits_.threads = 3;
        const auto set = makeSet();
        scheduler_.publish(*set);
        const TaskThreads threads(scheduler_);
        Gate gate;
        for (const char* plugin : {"a", "b", "c"}) {
            Work& one = work();
            one.act = [&](auto...) { return gate.pass(); };
            now(*set, plugin, "x", one);
        }
        gate.await(3);
        gate.open();
    }
    // A task that never returned kept its thread from all others.
    void testLateRunIsReplaced() {
        limits_.threads = 1;
        const auto set = makeSet();
        scheduler_.publish(*set);
        const TaskThreads threads(scheduler_);
        Gate gate;
        work().act = [&](auto...) { return gate.pass(); };
        now(*set, "a", "hangs", works_[0]);
        gate.await(1);
        std::promise<void> ran;
        work().act = [&](auto...) { return ran.set_value(), PORTICO_OK; };
        now(*set, "a", "next", works_[1]);
        now_ += 300 * second;
        now(*set, "b", "wakes", work()); // the clock of this test wakes nobody
        ran.get_future().get();
        gate.open();
    }
    void testTasksAddedByManyThreadsAllRunOnce() {
        limits_.perPlugin = limits_.inAll = 10'000;
        limits_.threads = 4;
        const auto set = makeSet();
        scheduler_.publish(*set);
        constexpr int adders = 4, each = 50;
        for (int i = 0; i < adders * each; ++i) work();
        {
            const TaskThreads threads(scheduler_);
            std::vector<std::thread> all;
            for (int adder = 0; adder < adders; ++adder)
                all.emplace_back([&, adder] {
                    const std::string plugin = "plugin" + std::to_string(adder);
                    for (int i = 0; i < each; ++i)
                        now(*set, plugin, "task-" + std::to_string(i),
                            works_[static_cast<std::size_t>(adder * each + i)]);
                    static_cast<void>(scheduler_.all());
                });
            for (std::thread& one : all) one.join();
            while (!std::ranges::all_of(works_, [](const Work& one) { return one.released == 1; }))
                std::this_thread::yield();
        }
        for (const Work& one : works_) CPPUNIT_ASSERT_EQUAL(1, one.runs.load());
    }
    // Generations replace each other while their tasks run; no slot is run twice, and none after its plugin was stopped.
    void testReloadsUnderLoadRunNoSlotTwice() {
        const TaskThreads threads(scheduler_);
        std::atomic<std::int64_t> last{0};
        std::atomic<int> twice{0}, runs{0};
        std::unique_ptr<TaskSet> current;
        for (unsigned generation = 1; generation <= 200; ++generation) {
            auto next = makeSet(generation);
            Work& one = work();
            one.act = [&](const portico_task_run* run, auto) {
                if (last.exchange(run->slot) >= run->slot) ++twice;
                ++runs;
                return PORTICO_OK;
            };
            every(*next, "books", "tick", second, one);
            now_ += 700;
            scheduler_.publish(*next);
            if (generation % 5 == 0) awaitRunAfter(runs, *next);
            if (current) {
                current->end("books");
                CPPUNIT_ASSERT_EQUAL(1, works_[generation - 2].released.load());
            }
            current = std::move(next);
        }
        current->end("books");
        CPPUNIT_ASSERT_EQUAL(0, twice.load());
        CPPUNIT_ASSERT(runs >= 40);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(TaskThreadsTest);

} // namespace
