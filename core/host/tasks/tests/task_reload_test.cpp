// SPDX-License-Identifier: Apache-2.0
// What happens to tasks when a reload replaces their generation, and when their plugin or the server stops.
#include "task_fixture.h"

#include <thread>

using namespace portico;
using namespace portico::host;
using namespace portico::host::test;

namespace {

class TaskReloadTest : public TaskFixture {
    CPPUNIT_TEST_SUITE(TaskReloadTest);
    CPPUNIT_TEST(testSlotIsNotRunByBothGenerations);
    CPPUNIT_TEST(testSlotThatWasDueIsLeftToTheNextGeneration);
    CPPUNIT_TEST(testSlotThatTheOldOneRunsIsNotRunAgain);
    CPPUNIT_TEST(testNextRunWaitsForTheOneOfTheOldGeneration);
    CPPUNIT_TEST(testOldGenerationIsToldToStop);
    CPPUNIT_TEST(testReplacedInstanceMayStillRunAtOnce);
    CPPUNIT_TEST(testHistorySurvivesAReload);
    CPPUNIT_TEST(testPluginThatReturnsLaterDoesNotRepeatASlot);
    CPPUNIT_TEST(testNothingBeginsOnceStopHasBegun);
    CPPUNIT_TEST(testStopWaitsForTheRun);
    CPPUNIT_TEST(testTaskThatHadNotBegunIsLogged);
    CPPUNIT_TEST(testTasksOfATrialAreReleased);
    CPPUNIT_TEST(testClosedSchedulerBeginsNothing);
    CPPUNIT_TEST_SUITE_END();

    std::deque<Work> works_;
    Work& work() { return works_.emplace_back(); }

    std::unique_ptr<TaskSet> serving(std::int64_t interval, unsigned generation = 1) {
        auto set = makeSet(generation);
        every(*set, "books", "a", interval, work());
        scheduler_.publish(*set);
        return set;
    }
    int runs(std::size_t work) { return works_[work].runs; }

public:
    void testSlotIsNotRunByBothGenerations() {
        const auto first = serving(hour);
        CPPUNIT_ASSERT_EQUAL(1, runDue());
        const auto second = serving(hour, 2);
        CPPUNIT_ASSERT_EQUAL(0, runDue());
        CPPUNIT_ASSERT_EQUAL(1, runAfter(hour));
        CPPUNIT_ASSERT_EQUAL(1, runs(0));
        CPPUNIT_ASSERT_EQUAL(1, runs(1));
    }
    // All threads were busy when the slot came, and then a reload did: the nightly clean-up of that day was lost.
    void testSlotThatWasDueIsLeftToTheNextGeneration() {
        const auto first = serving(day);
        now_ += hour;
        const auto second = serving(day, 2);
        CPPUNIT_ASSERT_EQUAL(1, runDue());
        CPPUNIT_ASSERT_EQUAL(0, runs(0));
        CPPUNIT_ASSERT_EQUAL(1, runs(1));
    }
    void testSlotThatTheOldOneRunsIsNotRunAgain() {
        const auto first = serving(hour);
        const auto run = scheduler_.begin();
        const auto second = serving(hour, 2);
        scheduler_.perform(*run);
        CPPUNIT_ASSERT_EQUAL(0, runDue());
        CPPUNIT_ASSERT_EQUAL(1, runAfter(hour));
    }
    void testNextRunWaitsForTheOneOfTheOldGeneration() {
        const auto first = serving(hour);
        const auto run = scheduler_.begin();
        const auto second = serving(hour, 2);
        CPPUNIT_ASSERT_EQUAL(0, runAfter(hour));
        scheduler_.perform(*run);
        CPPUNIT_ASSERT_EQUAL(1, runDue());
        CPPUNIT_ASSERT_EQUAL(1, runs(1));
    }
    void testOldGenerationIsToldToStop() {
        const auto first = serving(hour);
        std::unique_ptr<TaskSet> second;
        works_[0].act = [&](const portico_task_run* run, auto) {
            CPPUNIT_ASSERT_EQUAL(0, run->should_stop(run));
            second = serving(hour, 2);
            CPPUNIT_ASSERT_EQUAL(1, run->should_stop(run));
            return PORTICO_OK;
        };
        CPPUNIT_ASSERT_EQUAL(1, runDue());
    }
    // A request in flight may still send a mail.
    void testReplacedInstanceMayStillRunAtOnce() {
        const auto first = serving(hour);
        const auto second = serving(hour, 2);
        runDue();
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, now(*first, "books", "mail", work()));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_UNAVAILABLE}, every(*first, "books", "b", hour, work()));
        CPPUNIT_ASSERT_EQUAL(1, runDue());
    }
    void testHistorySurvivesAReload() {
        auto first = serving(hour);
        runDue();
        const auto second = serving(hour, 2);
        first.reset();
        runAfter(hour);
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{2}, viewOf("a").record.runs);
    }
    void testPluginThatReturnsLaterDoesNotRepeatASlot() {
        auto first = serving(day);
        runDue();
        const auto without = makeSet(2);
        scheduler_.publish(*without);
        first.reset();
        CPPUNIT_ASSERT(viewOf("a").state == TaskScheduler::View::State::ended);
        const auto third = serving(day, 3);
        CPPUNIT_ASSERT_EQUAL(0, runAfter(day - 1));
        CPPUNIT_ASSERT_EQUAL(1, runAfter(1));
    }
    void testNothingBeginsOnceStopHasBegun() {
        const auto set = serving(hour);
        set->end("books");
        CPPUNIT_ASSERT_EQUAL(1, works_[0].released.load());
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_UNAVAILABLE}, now(*set, "books", "b", work()));
        CPPUNIT_ASSERT_EQUAL(0, runAfter(day));
        set->end("books");
        set->end("films");
        CPPUNIT_ASSERT_EQUAL(std::string(), log_.all());
    }
    void testStopWaitsForTheRun() {
        const auto set = serving(hour);
        works_[0].act = [](const portico_task_run* run, auto) {
            while (run->should_stop(run) == 0) std::this_thread::yield();
            return PORTICO_OK;
        };
        const auto run = scheduler_.begin();
        std::thread other([&] { scheduler_.perform(*run); });
        set->end("books");
        CPPUNIT_ASSERT_EQUAL(1, works_[0].released.load());
        other.join();
    }
    void testTaskThatHadNotBegunIsLogged() {
        const auto set = serving(hour);
        now(*set, "books", "mail", work());
        set->end("books");
        CPPUNIT_ASSERT_EQUAL(std::string("books: task mail had not begun when the plugin was stopped|"), log_.all());
        CPPUNIT_ASSERT_EQUAL(1, works_[1].released.load());
    }
    void testTasksOfATrialAreReleased() {
        auto set = makeSet();
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, every(*set, "books", "a", hour, work()));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID}, every(*set, "books", "b", 1, work()));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, now(*set, "books", "c", work()));
        CPPUNIT_ASSERT_EQUAL(0, runAfter(hour));
        set.reset();
        CPPUNIT_ASSERT_EQUAL(std::string(), log_.all()); // `portico user` must not mention tasks
        CPPUNIT_ASSERT_EQUAL(1, works_[0].released.load());
        CPPUNIT_ASSERT_EQUAL(1, works_[2].released.load());
        CPPUNIT_ASSERT_EQUAL(0, works_[1].released.load());
    }
    void testClosedSchedulerBeginsNothing() {
        const auto set = serving(hour);
        const auto run = scheduler_.begin();
        works_[0].act = [](const portico_task_run* one, auto) {
            return one->should_stop(one) == 1 ? PORTICO_OK : PORTICO_FAILED;
        };
        scheduler_.close();
        scheduler_.perform(*run);
        CPPUNIT_ASSERT_EQUAL(0, runAfter(day));
        CPPUNIT_ASSERT(scheduler_.await() == nullptr);
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_UNAVAILABLE}, now(*set, "books", "b", work()));
        CPPUNIT_ASSERT_EQUAL(std::string(), log_.all());
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(TaskReloadTest);

} // namespace
