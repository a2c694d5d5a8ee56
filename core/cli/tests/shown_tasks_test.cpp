// SPDX-License-Identifier: Apache-2.0
// The lines about tasks in `portico status`.
#include "base/json.h"
#include "cli/shown_tasks.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico;

namespace {

std::string shown(const std::string& state, int every, int next, const std::string& rest) {
    const std::string text = R"({"plugin":"books","name":"clean-up","state":")" + state + R"(","every":)" +
                             std::to_string(every) + R"(,"next":)" + std::to_string(next) + "," + rest + "}";
    return cli::shownTask(std::get<base::Json>(base::parseJson(text)), 100000);
}

const std::string never =
    R"("last":0,"milliseconds":0,"runs":0,"errors":0,"error":"","late":false,"stopping":false,"elsewhere":false)";

class ShownTasksTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ShownTasksTest);
    CPPUNIT_TEST(testWaitingTaskShowsWhenItRuns);
    CPPUNIT_TEST(testFailedRunShowsWhy);
    CPPUNIT_TEST(testLateRunIsMarked);
    CPPUNIT_TEST(testSlotOfAnotherServerIsMarked);
    CPPUNIT_TEST_SUITE_END();

public:
    void testWaitingTaskShowsWhenItRuns() {
        CPPUNIT_ASSERT_EQUAL(std::string("books clean-up, every 24 h, next in 2 h"),
                             shown("waiting", 86400, 107200, never));
        CPPUNIT_ASSERT_EQUAL(std::string("books clean-up, next now"), shown("waiting", 0, 99999, never));
    }
    void testFailedRunShowsWhy() {
        CPPUNIT_ASSERT_EQUAL(
            std::string("books clean-up, ended; last run 2 min ago, 12 ms; 3 runs, 1 error; failed: the disk is full"),
            shown(
                "ended", 0, 0,
                R"("last":99880,"milliseconds":12,"runs":3,"errors":1,"error":"the disk is full","late":false,"stopping":false,"elsewhere":false)"));
    }
    void testLateRunIsMarked() {
        CPPUNIT_ASSERT_EQUAL(
            std::string("books clean-up, every 3 min, running past its deadline, told to stop"),
            shown(
                "running", 180, 0,
                R"("last":0,"milliseconds":0,"runs":0,"errors":0,"error":"","late":true,"stopping":true,"elsewhere":false)"));
    }
    void testSlotOfAnotherServerIsMarked() {
        CPPUNIT_ASSERT_EQUAL(
            std::string("books clean-up, every 3 d, next in 1 s; the last slot was run by another server"),
            shown(
                "waiting", 259200, 100001,
                R"("last":0,"milliseconds":0,"runs":0,"errors":0,"error":"","late":false,"stopping":false,"elsewhere":true)"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ShownTasksTest);

} // namespace
