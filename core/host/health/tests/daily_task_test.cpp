// SPDX-License-Identifier: Apache-2.0
// The daily task, with days of one millisecond.
#include "host/health/daily_task.h"

#include <cppunit/extensions/HelperMacros.h>

#include <latch>

using portico::host::DailyTask;

namespace {

class DailyTaskTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(DailyTaskTest);
    CPPUNIT_TEST(testItComesAgain);
    CPPUNIT_TEST(testItEndsBeforeItsDay);
    CPPUNIT_TEST_SUITE_END();

    void testItComesAgain() {
        std::latch thrice(3);
        int calls = 0;
        const DailyTask daily(
            [&] {
                if (++calls <= 3) thrice.count_down();
            },
            std::chrono::milliseconds(1));
        thrice.wait();
    }
    void testItEndsBeforeItsDay() {
        const DailyTask daily([] { CPPUNIT_FAIL("a day too early"); });
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(DailyTaskTest);

} // namespace
