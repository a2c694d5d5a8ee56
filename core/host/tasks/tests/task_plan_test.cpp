// SPDX-License-Identifier: Apache-2.0
// Which tasks a plugin may add.
#include "host/tasks/task_plan.h"

#include <cppunit/extensions/HelperMacros.h>

#include <functional>

using namespace portico::host;

namespace {

constexpr std::int64_t second = 1000, day = 24 * 3600 * second, now = 20'000 * day;

portico_status run(void*, const portico_task_run*, portico_error*) { return PORTICO_OK; }

class TaskPlanTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(TaskPlanTest);
    CPPUNIT_TEST(testDefaultsAreFilledIn);
    CPPUNIT_TEST(testTaskInThePastIsAtOnce);
    CPPUNIT_TEST(testBoundsOfEveryMember);
    CPPUNIT_TEST(testBoundsOfNames);
    CPPUNIT_TEST_SUITE_END();

    static portico_task simple() {
        return {sizeof(portico_task), 0, PORTICO_STR("a"), 0, 0, 0, 0, nullptr, run, nullptr};
    }
    static bool takes(const std::function<void(portico_task&)>& change) {
        portico_task task = simple();
        change(task);
        TaskPlan plan;
        return readTask(task, now, plan).empty();
    }

public:
    void testDefaultsAreFilledIn() {
        TaskPlan plan;
        CPPUNIT_ASSERT_EQUAL(std::string(), readTask(simple(), now, plan));
        CPPUNIT_ASSERT_EQUAL(now, plan.schedule.at);
        CPPUNIT_ASSERT_EQUAL(300 * second, plan.deadline);
        CPPUNIT_ASSERT(plan.isAtOnce);
    }
    void testTaskInThePastIsAtOnce() {
        TaskPlan plan;
        portico_task task = simple();
        task.at = now - 1;
        CPPUNIT_ASSERT(readTask(task, now, plan).empty() && plan.isAtOnce);
        task.at = now + 1;
        CPPUNIT_ASSERT(readTask(task, now, plan).empty() && !plan.isAtOnce);
        task.at = 1;
        task.every = day;
        CPPUNIT_ASSERT(readTask(task, now, plan).empty() && !plan.isAtOnce);
    }
    void testBoundsOfEveryMember() {
        const auto member = [](std::int64_t portico_task::*which, std::int64_t value, std::int64_t every = 0) {
            return takes([&](portico_task& task) { task.every = every, task.*which = value; });
        };
        CPPUNIT_ASSERT(member(&portico_task::at, now + 400 * day) && !member(&portico_task::at, now + 400 * day + 1));
        CPPUNIT_ASSERT(!member(&portico_task::at, -1));
        CPPUNIT_ASSERT(member(&portico_task::every, second) && !member(&portico_task::every, second - 1));
        CPPUNIT_ASSERT(member(&portico_task::every, 400 * day) && !member(&portico_task::every, 400 * day + 1));
        CPPUNIT_ASSERT(!member(&portico_task::every, -second));
        CPPUNIT_ASSERT(member(&portico_task::jitter, second - 1, second) &&
                       !member(&portico_task::jitter, second, second));
        CPPUNIT_ASSERT(member(&portico_task::jitter, day) && !member(&portico_task::jitter, day + 1));
        CPPUNIT_ASSERT(!member(&portico_task::jitter, -1));
        CPPUNIT_ASSERT(member(&portico_task::deadline, second) && !member(&portico_task::deadline, second - 1));
        CPPUNIT_ASSERT(member(&portico_task::deadline, day) && !member(&portico_task::deadline, day + 1));
        CPPUNIT_ASSERT(!takes([](portico_task& task) { task.run = nullptr; }));
        CPPUNIT_ASSERT(!takes([](portico_task& task) { task.flags = 2; }));
        CPPUNIT_ASSERT(!takes([](portico_task& task) { task.size -= 8; }));
        CPPUNIT_ASSERT(!takes([](portico_task& task) { task.flags = PORTICO_TASK_ONE_IN_CLUSTER; }));
        CPPUNIT_ASSERT(takes([](portico_task& task) { task.flags = PORTICO_TASK_ONE_IN_CLUSTER, task.every = day; }));
    }
    void testBoundsOfNames() {
        const auto named = [](std::string name) {
            return takes([&](portico_task& task) { task.name = {name.data(), name.size()}; });
        };
        CPPUNIT_ASSERT(named("clean-up.2_a") && named(std::string(64, 'a')));
        CPPUNIT_ASSERT(!named("") && !named(std::string(65, 'a')) && !named("A") && !named("a b") && !named("a/b"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(TaskPlanTest);

} // namespace
