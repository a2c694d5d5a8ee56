// SPDX-License-Identifier: Apache-2.0
// When tasks begin, what bounds them, and what remains of them; on one thread, with a clock that the test moves.
#include "task_fixture.h"

#include "capabilities/call_context.h"

using namespace portico;
using namespace portico::host;
using namespace portico::host::test;

namespace {

class TaskSchedulerTest : public TaskFixture {
    CPPUNIT_TEST_SUITE(TaskSchedulerTest);
    CPPUNIT_TEST(testTaskAtOnceRunsOnceAndIsReleased);
    CPPUNIT_TEST(testNothingRunsBeforeItsGenerationServes);
    CPPUNIT_TEST(testTaskAtATimeWaitsForIt);
    CPPUNIT_TEST(testIntervalTaskRunsAtEverySlot);
    CPPUNIT_TEST(testSlotsThatPassedDuringARunAreSkipped);
    CPPUNIT_TEST(testSleepOfTheMachineIsOneRun);
    CPPUNIT_TEST(testErrorIsLoggedAndCounted);
    CPPUNIT_TEST(testExceptionIsAnError);
    CPPUNIT_TEST(testNameThatWaitsExists);
    CPPUNIT_TEST(testTaskThatRunsMayBeAddedAgain);
    CPPUNIT_TEST(testOneRunAtATimeOfAName);
    CPPUNIT_TEST(testCancelledTaskDoesNotRun);
    CPPUNIT_TEST(testCancelTellsTheRunToStop);
    CPPUNIT_TEST(testTaskMayCancelItself);
    CPPUNIT_TEST(testDeadlineTellsTheRunToStop);
    CPPUNIT_TEST(testTasksOfAPluginAreBounded);
    CPPUNIT_TEST(testTasksOfAllPluginsAreBounded);
    CPPUNIT_TEST(testOnePluginLeavesAThreadForOthers);
    CPPUNIT_TEST(testPluginWithFewerRunsIsFirst);
    CPPUNIT_TEST(testLateRunGivesItsThreadUp);
    CPPUNIT_TEST(testLateRunsOfAPluginAreBounded);
    CPPUNIT_TEST(testOneServerRunsASlotOfTheCluster);
    CPPUNIT_TEST(testFullStoreFailsTheRunOfTheCluster);
    CPPUNIT_TEST(testRunIsInTheCallContext);
    CPPUNIT_TEST(testEndedTasksAreRememberedWithinABound);
    CPPUNIT_TEST_SUITE_END();

    std::deque<Work> works_; // outlive the tasks that use them
    std::unique_ptr<TaskSet> set_ = makeSet();

    Work& work() { return works_.emplace_back(); }
    void serve() { scheduler_.publish(*set_); }

public:
    void testTaskAtOnceRunsOnceAndIsReleased() {
        serve();
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, now(*set_, "books", "a", work()));
        CPPUNIT_ASSERT_EQUAL(1, runDue());
        CPPUNIT_ASSERT_EQUAL(0, runAfter(day));
        CPPUNIT_ASSERT_EQUAL(1, works_[0].runs.load());
        CPPUNIT_ASSERT_EQUAL(1, works_[0].released.load());
        CPPUNIT_ASSERT(viewOf("a").state == TaskScheduler::View::State::ended);
    }
    void testNothingRunsBeforeItsGenerationServes() {
        now(*set_, "books", "a", work());
        CPPUNIT_ASSERT_EQUAL(0, runAfter(day));
        serve();
        CPPUNIT_ASSERT_EQUAL(1, runDue());
    }
    void testTaskAtATimeWaitsForIt() {
        serve();
        portico_task task = taskOf("a", work());
        task.at = now_ + hour;
        add(*set_, "books", task);
        CPPUNIT_ASSERT_EQUAL(0, runAfter(hour - 1));
        CPPUNIT_ASSERT_EQUAL(1, runAfter(1));
    }
    void testIntervalTaskRunsAtEverySlot() {
        now_ += hour / 2;
        serve();
        every(*set_, "books", "a", hour, work());
        CPPUNIT_ASSERT_EQUAL(0, runAfter(hour / 2 - 1));
        CPPUNIT_ASSERT_EQUAL(1, runAfter(1));
        CPPUNIT_ASSERT_EQUAL(0, runAfter(hour - 1));
        CPPUNIT_ASSERT_EQUAL(1, runAfter(1));
        CPPUNIT_ASSERT_EQUAL(now_ + hour, viewOf("a").due);
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{2}, viewOf("a").record.runs);
        CPPUNIT_ASSERT_EQUAL(0, works_[0].released.load());
    }
    void testSlotsThatPassedDuringARunAreSkipped() {
        serve();
        every(*set_, "books", "a", hour, work());
        works_[0].act = [this](auto...) { return now_ += 2 * hour + 1, PORTICO_OK; };
        CPPUNIT_ASSERT_EQUAL(1, runDue());
        CPPUNIT_ASSERT_EQUAL(20'000 * day + 3 * hour, viewOf("a").due);
        CPPUNIT_ASSERT_EQUAL(2 * hour + 1, viewOf("a").record.length);
    }
    void testSleepOfTheMachineIsOneRun() {
        serve();
        every(*set_, "books", "a", hour, work());
        CPPUNIT_ASSERT_EQUAL(1, runAfter(10 * hour + 1));
        CPPUNIT_ASSERT_EQUAL(20'000 * day + 11 * hour, viewOf("a").due);
    }
    void testErrorIsLoggedAndCounted() {
        serve();
        every(*set_, "books", "a", hour, work());
        works_[0].act = [](auto, portico_error* why) { return explain(why, "the disk\nis full"), PORTICO_UNAVAILABLE; };
        runDue();
        CPPUNIT_ASSERT_EQUAL(std::string("books: task a failed: the disk is full|"), log_.all());
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{1}, viewOf("a").record.errors);
        CPPUNIT_ASSERT_EQUAL(std::string("the disk is full"), viewOf("a").record.error);
        works_[0].act = {};
        runAfter(hour);
        CPPUNIT_ASSERT_EQUAL(std::string(), viewOf("a").record.error);
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{1}, viewOf("a").record.errors);
    }
    void testExceptionIsAnError() {
        serve();
        now(*set_, "books", "a", work());
        works_[0].act = [](auto...) -> portico_status { throw std::runtime_error("the sky falls"); };
        runDue();
        CPPUNIT_ASSERT_EQUAL(std::string("books: task a failed: the sky falls|"), log_.all());
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{1}, accounts_.of("books", "hash").errors.load());
        CPPUNIT_ASSERT_EQUAL(1, works_[0].released.load());
    }
    void testNameThatWaitsExists() {
        now(*set_, "books", "a", work());
        every(*set_, "books", "b", hour, work());
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_EXISTS}, now(*set_, "books", "a", work()));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_EXISTS}, now(*set_, "books", "b", work()));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, now(*set_, "films", "a", work()));
        CPPUNIT_ASSERT_EQUAL(0, works_[2].released.load());
    }
    // A handler that adds "flush" while the queue is being flushed must not lose what it has just put into the queue.
    void testTaskThatRunsMayBeAddedAgain() {
        serve();
        now(*set_, "books", "a", work());
        Work& again = work();
        works_[0].act = [&](auto...) {
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, now(*set_, "books", "a", again));
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_EXISTS}, now(*set_, "books", "a", again));
            CPPUNIT_ASSERT(!scheduler_.step()); // not before this run has ended
            return PORTICO_OK;
        };
        CPPUNIT_ASSERT_EQUAL(2, runDue());
        CPPUNIT_ASSERT_EQUAL(1, again.runs.load());
    }
    void testOneRunAtATimeOfAName() {
        serve();
        every(*set_, "books", "a", hour, work());
        const auto run = scheduler_.begin();
        now_ += hour;
        CPPUNIT_ASSERT(scheduler_.begin() == nullptr);
        scheduler_.perform(*run);
        CPPUNIT_ASSERT_EQUAL(1, runDue());
    }
    void testCancelledTaskDoesNotRun() {
        serve();
        every(*set_, "books", "a", hour, work());
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, cancel(*set_, "books", "a"));
        CPPUNIT_ASSERT_EQUAL(1, works_[0].released.load());
        CPPUNIT_ASSERT_EQUAL(0, runAfter(day));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_NOT_FOUND}, cancel(*set_, "books", "a"));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, now(*set_, "books", "a", work()));
    }
    void testCancelTellsTheRunToStop() {
        serve();
        every(*set_, "books", "a", hour, work());
        works_[0].act = [this](const portico_task_run* run, auto) {
            CPPUNIT_ASSERT_EQUAL(0, run->should_stop(run));
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_NOT_FOUND}, cancel(*set_, "films", "a"));
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, cancel(*set_, "books", "a"));
            CPPUNIT_ASSERT_EQUAL(1, run->should_stop(run));
            CPPUNIT_ASSERT_EQUAL(0, works_[0].released.load());
            return PORTICO_OK;
        };
        CPPUNIT_ASSERT_EQUAL(1, runDue());
        CPPUNIT_ASSERT_EQUAL(1, works_[0].released.load());
        CPPUNIT_ASSERT_EQUAL(0, runAfter(day));
    }
    void testTaskMayCancelItself() {
        serve();
        now(*set_, "books", "a", work());
        works_[0].act = [this](auto...) { return cancel(*set_, "books", "a"); };
        CPPUNIT_ASSERT_EQUAL(1, runDue());
        CPPUNIT_ASSERT_EQUAL(1, works_[0].released.load());
    }
    void testDeadlineTellsTheRunToStop() {
        serve();
        portico_task task = taskOf("a", work());
        task.deadline = 5 * second;
        add(*set_, "books", task);
        works_[0].act = [this](const portico_task_run* run, auto) {
            CPPUNIT_ASSERT_EQUAL(now_ + 5 * second, run->deadline);
            now_ += 5 * second - 1;
            CPPUNIT_ASSERT_EQUAL(0, run->should_stop(run));
            CPPUNIT_ASSERT(!viewOf("a").isLate);
            now_ += 1;
            CPPUNIT_ASSERT_EQUAL(1, run->should_stop(run));
            CPPUNIT_ASSERT(viewOf("a").isLate);
            return PORTICO_OK;
        };
        CPPUNIT_ASSERT_EQUAL(1, runDue());
    }
    void testTasksOfAPluginAreBounded() {
        limits_.perPlugin = 2;
        const auto set = makeSet(2);
        portico_error why{sizeof(portico_error), 0, {}};
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, now(*set, "books", "a", work()));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, now(*set, "books", "b", work()));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_UNAVAILABLE}, add(*set, "books", taskOf("c", work()), &why));
        CPPUNIT_ASSERT_EQUAL(std::string("limits.tasks_per_plugin is reached"), std::string(why.message));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, now(*set, "films", "c", work()));
        scheduler_.publish(*set);
        CPPUNIT_ASSERT_EQUAL(3, runDue());
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, now(*set, "books", "c", work()));
    }
    void testTasksOfAllPluginsAreBounded() {
        limits_.inAll = 2;
        const auto set = makeSet(2);
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, now(*set, "books", "a", work()));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, now(*set, "films", "a", work()));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_UNAVAILABLE}, now(*set, "songs", "a", work()));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, now(*set_, "songs", "a", work())); // another generation
    }
    void testOnePluginLeavesAThreadForOthers() {
        limits_.threads = 2;
        const auto set = makeSet(2);
        scheduler_.publish(*set);
        now(*set, "books", "a", work());
        now(*set, "books", "b", work());
        const auto first = scheduler_.begin();
        CPPUNIT_ASSERT(first && scheduler_.begin() == nullptr);
        now(*set, "films", "a", work());
        const auto second = scheduler_.begin();
        CPPUNIT_ASSERT(second);
        now(*set, "songs", "a", work());
        CPPUNIT_ASSERT(scheduler_.begin() == nullptr); // all threads are in use
        scheduler_.perform(*first);
        scheduler_.perform(*second);
        CPPUNIT_ASSERT_EQUAL(2, runDue());
    }
    void testPluginWithFewerRunsIsFirst() {
        limits_.threads = 3;
        const auto set = makeSet(2);
        scheduler_.publish(*set);
        for (const char* name : {"a", "b", "c"}) now(*set, "books", name, work());
        now_ += 1;
        Work& other = work();
        now(*set, "films", "a", other);
        const auto first = scheduler_.begin();
        const auto second = scheduler_.begin();
        scheduler_.perform(*second);
        CPPUNIT_ASSERT_EQUAL(1, other.runs.load());
        scheduler_.perform(*first);
        runDue();
    }
    void testLateRunGivesItsThreadUp() {
        limits_.threads = 1;
        const auto set = makeSet(2);
        scheduler_.publish(*set);
        now(*set, "books", "a", work());
        now(*set, "books", "b", work());
        const auto late = scheduler_.begin();
        CPPUNIT_ASSERT(scheduler_.begin() == nullptr);
        now_ += 300 * second; // the deadline
        CPPUNIT_ASSERT_EQUAL(1, runDue());
        scheduler_.perform(*late);
    }
    void testLateRunsOfAPluginAreBounded() {
        serve();
        std::vector<std::unique_ptr<TaskScheduler::Run>> late;
        for (std::size_t i = 0; i < mostLateOfPlugin; ++i) {
            now(*set_, "books", "late-" + std::to_string(i), work());
            late.push_back(scheduler_.begin());
            CPPUNIT_ASSERT(late.back());
            now_ += 300 * second;
        }
        now(*set_, "books", "next", work());
        CPPUNIT_ASSERT_EQUAL(0, runDue());
        now(*set_, "films", "a", work());
        CPPUNIT_ASSERT_EQUAL(1, runDue());
        for (const auto& run : late) scheduler_.perform(*run);
        CPPUNIT_ASSERT_EQUAL(1, runDue());
    }
    // Another server that shares the store has claimed the second slot.
    void testOneServerRunsASlotOfTheCluster() {
        serve();
        portico_task task = taskOf("a", work());
        task.flags = PORTICO_TASK_ONE_IN_CLUSTER;
        task.every = hour;
        add(*set_, "books", task);
        CPPUNIT_ASSERT_EQUAL(1, runDue());
        std::string server;
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK},
                             store_.get("portico.task/a/" + std::to_string(20'000 * day), server));
        CPPUNIT_ASSERT_EQUAL(std::string("this"), server);
        store_.put("portico.task/a/" + std::to_string(20'000 * day + hour), "other", 7200, TtlStore::If::Always);
        runAfter(hour);
        CPPUNIT_ASSERT_EQUAL(1, works_[0].runs.load());
        CPPUNIT_ASSERT(viewOf("a").record.wasRunElsewhere);
        runAfter(hour);
        CPPUNIT_ASSERT_EQUAL(2, works_[0].runs.load());
        CPPUNIT_ASSERT(!viewOf("a").record.wasRunElsewhere);
    }
    void testFullStoreFailsTheRunOfTheCluster() {
        serve();
        store_.limit(10);
        portico_task task = taskOf("a", work());
        task.flags = PORTICO_TASK_ONE_IN_CLUSTER;
        task.every = hour;
        add(*set_, "books", task);
        runDue();
        CPPUNIT_ASSERT_EQUAL(0, works_[0].runs.load());
        CPPUNIT_ASSERT_EQUAL(
            std::string("books: task a failed: the TTL store refused the key of this slot (status -5)|"), log_.all());
    }
    // So that a crash, the watchdog and `portico status` can name the task.
    void testRunIsInTheCallContext() {
        serve();
        now(*set_, "books", "a", work());
        capabilities::CallContext& context = capabilities::CallContext::forCurrentThread();
        works_[0].act = [&](auto...) {
            CPPUNIT_ASSERT_EQUAL(std::string("books"), context.stats.load()->plugin);
            CPPUNIT_ASSERT_EQUAL(std::string("run"), std::string(context.function.load()));
            CPPUNIT_ASSERT_EQUAL(std::string("task a"), std::string(context.ownRequest().target.data()));
            CPPUNIT_ASSERT_EQUAL(1u, context.ownRequest().generation);
            CPPUNIT_ASSERT_EQUAL(300'000'000'000, context.allowed.load());
            return PORTICO_OK;
        };
        runDue();
        CPPUNIT_ASSERT(context.stats.load() == nullptr);
        CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, context.allowed.load());
        CPPUNIT_ASSERT_EQUAL(std::string(), log_.all());
    }
    void testEndedTasksAreRememberedWithinABound() {
        serve();
        every(*set_, "books", "always", day, work());
        for (int i = 0; i < 100; ++i) {
            now_ += 1;
            now(*set_, "books", "mail-" + std::to_string(i), work());
            runDue();
        }
        const auto all = scheduler_.all();
        CPPUNIT_ASSERT_EQUAL(TaskRecords::mostEnded + 1, all.size());
        CPPUNIT_ASSERT_EQUAL(std::string("mail-99"), all.back().name);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(TaskSchedulerTest);

} // namespace
