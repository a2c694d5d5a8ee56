// SPDX-License-Identifier: Apache-2.0
// While the server makes no progress, the log says why: once for each reason, also if the reason changes.
#include "host/health/heartbeat.h"

#include <cppunit/extensions/HelperMacros.h>

#include <cstdlib>
#include <latch>
#include <vector>

using namespace portico;

namespace {

class Lines final : public http::Log {
public:
    void write(int, std::string_view, std::string_view line) noexcept override {
        all.append(line.substr(0, line.find(';'))).append("|");
    }
    void access(std::string_view, std::string_view, std::string_view) noexcept override {}
    std::string all;
};

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
        Lines lines;
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
        CPPUNIT_ASSERT_EQUAL(std::string("the control thread does not respond|"
                                         "every thread is blocked, and none has become free|"
                                         "every thread is blocked, and none has become free|"),
                             lines.all);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(HeartbeatTest);

} // namespace
