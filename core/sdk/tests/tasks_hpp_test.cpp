// SPDX-License-Identifier: Apache-2.0
// The C++ wrapper of tasks.
#include "support/test_host.h"

#include <cppunit/extensions/HelperMacros.h>

namespace portico {

using namespace std::chrono_literals;

class TasksHppTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(TasksHppTest);
    CPPUNIT_TEST(testTaskRunsOnceAndItsWorkIsDestroyed);
    CPPUNIT_TEST(testTaskAtATimeRunsThen);
    CPPUNIT_TEST(testIntervalTaskRunsAgain);
    CPPUNIT_TEST(testNameThatWaitsIsNotAddedTwice);
    CPPUNIT_TEST(testExceptionIsAFailedRun);
    CPPUNIT_TEST(testStatusOfAnErrorIsKept);
    CPPUNIT_TEST(testRefusedTaskThrowsAndDestroysItsWork);
    CPPUNIT_TEST(testCancelledTaskIsGone);
    CPPUNIT_TEST(testEveryMemberArrives);
    CPPUNIT_TEST(testRunSaysWhetherToStop);
    CPPUNIT_TEST_SUITE_END();

    test::TestHost host_;
    Tasks tasks_ = host_.host().tasks();
    int runs_ = 0;
    std::shared_ptr<int> held_ = std::make_shared<int>(0);

    Tasks::Work counting() {
        return [this, held = held_](const TaskRun&) { ++runs_; };
    }
    static inline portico_task got{};
    static portico_status record(void*, const portico_task* task, portico_error*) {
        got = *task;
        return PORTICO_EXISTS;
    }

    void testTaskRunsOnceAndItsWorkIsDestroyed() {
        CPPUNIT_ASSERT(tasks_.now("a", counting()));
        CPPUNIT_ASSERT_EQUAL(2L, held_.use_count());
        CPPUNIT_ASSERT_EQUAL(1, host_.tasks().runDue());
        CPPUNIT_ASSERT_EQUAL(0, host_.tasks().runDue());
        CPPUNIT_ASSERT_EQUAL(1, runs_);
        CPPUNIT_ASSERT_EQUAL(1L, held_.use_count());
    }
    void testTaskAtATimeRunsThen() {
        CPPUNIT_ASSERT(tasks_.at(host_.host().now() + 1h, "a", counting()));
        CPPUNIT_ASSERT_EQUAL(0, host_.tasks().runDue());
        host_.advance(3600 * 1000);
        CPPUNIT_ASSERT_EQUAL(1, host_.tasks().runDue());
    }
    void testIntervalTaskRunsAgain() {
        tasks_.every("a", 1h, counting());
        for (int i = 1; i <= 3; ++i) {
            host_.advance(3600 * 1000);
            CPPUNIT_ASSERT_EQUAL(1, host_.tasks().runDue());
        }
        CPPUNIT_ASSERT_EQUAL(3, runs_);
    }
    void testNameThatWaitsIsNotAddedTwice() {
        CPPUNIT_ASSERT(tasks_.now("a", counting()));
        CPPUNIT_ASSERT(!tasks_.now("a", counting()));
        CPPUNIT_ASSERT_THROW(tasks_.every("a", 1h, counting()), Error);
        CPPUNIT_ASSERT_EQUAL(2L, held_.use_count());
    }
    void testExceptionIsAFailedRun() {
        tasks_.now("a", [](const TaskRun&) { throw std::runtime_error("the sky falls"); });
        std::string why;
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_FAILED}, host_.tasks().run("a", &why));
        CPPUNIT_ASSERT_EQUAL(std::string("the sky falls"), why);
    }
    void testStatusOfAnErrorIsKept() {
        tasks_.now("a", [](const TaskRun&) { throw Error(PORTICO_UNAVAILABLE, "the disk is full"); });
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_UNAVAILABLE}, host_.tasks().run("a"));
    }
    void testRefusedTaskThrowsAndDestroysItsWork() {
        CPPUNIT_ASSERT_THROW(tasks_.now("", counting()), Error);
        CPPUNIT_ASSERT_EQUAL(1L, held_.use_count());
    }
    void testCancelledTaskIsGone() {
        tasks_.every("a", 1h, counting());
        CPPUNIT_ASSERT(tasks_.cancel("a"));
        CPPUNIT_ASSERT_EQUAL(1L, held_.use_count());
        CPPUNIT_ASSERT(!tasks_.cancel("a"));
    }
    void testEveryMemberArrives() {
        const portico_tasks table{sizeof(portico_tasks), 0, nullptr, record, nullptr};
        TaskOptions more;
        more.first = 7s;
        more.jitter = 2s;
        more.deadline = 3s;
        more.oneInCluster = true;
        CPPUNIT_ASSERT_THROW(Tasks(&table).every("a", 5s, counting(), more), Error);
        CPPUNIT_ASSERT_EQUAL(PORTICO_TASK_ONE_IN_CLUSTER, got.flags);
        CPPUNIT_ASSERT_EQUAL(std::int64_t{7000}, got.at);
        CPPUNIT_ASSERT_EQUAL(std::int64_t{5000}, got.every);
        CPPUNIT_ASSERT_EQUAL(std::int64_t{2000}, got.jitter);
        CPPUNIT_ASSERT_EQUAL(std::int64_t{3000}, got.deadline);
    }
    void testRunSaysWhetherToStop() {
        bool said = false;
        tasks_.now("a", [&](const TaskRun& run) {
            said = run.shouldStop();
            CPPUNIT_ASSERT(run.slot() == host_.host().now());
            CPPUNIT_ASSERT(run.deadline() > run.slot());
        });
        host_.tasks().shouldStop = true;
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, host_.tasks().run("a"));
        CPPUNIT_ASSERT(said);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(TasksHppTest);

} // namespace portico
