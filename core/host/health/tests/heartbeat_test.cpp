// SPDX-License-Identifier: Apache-2.0
// While the server makes no progress, the log says why: once for each reason, also if the reason changes.
#include "host/health/heartbeat.h"

#include "host/tests/log_lines.h"

#include <cppunit/extensions/HelperMacros.h>

#include <cstdlib>
#include <latch>
#include <vector>

using namespace portico;

namespace {

class HeartbeatTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(HeartbeatTest);
    CPPUNIT_TEST(testEachReasonIsLoggedOnceAlsoWhenItFollowsAnother);
    CPPUNIT_TEST_SUITE_END();

public:
    void setUp() override { ::setenv("WATCHDOG_USEC", "4000", 1); }
    void tearDown() override { ::unsetenv("WATCHDOG_USEC"); }

    // Under load the control thread was late once, and then nothing said that every thread was blocked.
    void testEachReasonIsLoggedOnceAlsoWhenItFollowsAnother() {
        const std::vector<host::Progress> seen = {
            {{1, 1, true}, 1, false},                             // a good start
            {{1, 2, true}, 1, false},                             // the control thread did not run
            {{1, 3, false}, 2, false}, {{1, 4, false}, 3, false}, // no thread is free
            {{2, 5, false}, 4, false},                            // one has continued
            {{2, 6, false}, 5, false},                            // and none again
        };
        host::test::LogLines lines;
        std::size_t checks = 0;
        std::latch enough(1);
        {
            const host::Heartbeat heartbeat(
                [&] {
                    if (checks == seen.size()) enough.count_down(); // the last one has been judged
                    return seen[std::min(checks++, seen.size() - 1)];
                },
                lines);
            enough.wait();
        }
        const std::string rest =
            "; if this continues, the service manager restarts the server 0 s after the last heartbeat|";
        CPPUNIT_ASSERT_EQUAL("host: the control thread does not respond" + rest +
                                 "host: every thread is blocked, and none has become free" + rest +
                                 "host: every thread is blocked, and none has become free" + rest,
                             lines.all());
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(HeartbeatTest);

} // namespace
