// SPDX-License-Identifier: Apache-2.0
// Jobs run one after the other, and one that does not return does not delay the others.
#include "host/reload/worker.h"

#include <cppunit/extensions/HelperMacros.h>

#include <future>
#include <poll.h>

using portico::host::Worker;
using namespace std::chrono_literals;

namespace {

class WorkerTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(WorkerTest);
    CPPUNIT_TEST(testJobsRunInTheirOrder);
    CPPUNIT_TEST(testEndOfAJobIsHeard);
    CPPUNIT_TEST(testJobThatHasNotBegunHasADeadlineToo);
    CPPUNIT_TEST(testJobInTimeIsNotLeft);
    CPPUNIT_TEST(testLateJobIsLeftAndTheNextRuns);
    CPPUNIT_TEST(testLateJobThatEndsIsForgotten);
    CPPUNIT_TEST(testTooManyLateJobsExhaustIt);
    CPPUNIT_TEST_SUITE_END();

    // A job that runs until it is released.
    struct Held {
        std::promise<void> begun, go;
        void add(Worker& worker) {
            worker.add("held", 1h, [this] {
                begun.set_value();
                go.get_future().wait();
            });
        }
    };
    static constexpr auto later = [] { return Worker::Clock::now() + 2h; };

public:
    void testJobsRunInTheirOrder() {
        std::string order;
        Worker worker;
        for (const char c : {'a', 'b', 'c'}) worker.add("one", 1h, [&order, c] { order += c; });
        CPPUNIT_ASSERT(worker.finish(1min));
        CPPUNIT_ASSERT_EQUAL(std::string("abc"), order);
    }
    void testEndOfAJobIsHeard() {
        Worker worker;
        worker.add("one", 1h, [] {});
        pollfd ended{worker.descriptor(), POLLIN, 0};
        CPPUNIT_ASSERT_EQUAL(1, ::poll(&ended, 1, -1));
        worker.heard();
        CPPUNIT_ASSERT_EQUAL(0, ::poll(&ended, 1, 0));
        CPPUNIT_ASSERT(worker.deadline() == Worker::Clock::time_point::max());
    }
    // A job that began after the check was never checked again.
    void testJobThatHasNotBegunHasADeadlineToo() {
        Held job;
        Worker worker;
        job.add(worker);
        CPPUNIT_ASSERT(worker.deadline() <= later());
        job.begun.get_future().wait();
        CPPUNIT_ASSERT(worker.deadline() <= later());
        job.go.set_value();
    }
    void testJobInTimeIsNotLeft() {
        Held job;
        Worker worker;
        job.add(worker);
        job.begun.get_future().wait();
        CPPUNIT_ASSERT(!worker.leaveLate(Worker::Clock::now()));
        CPPUNIT_ASSERT(worker.late().empty());
        job.go.set_value();
    }
    void testLateJobIsLeftAndTheNextRuns() {
        Held job;
        Worker worker;
        job.add(worker);
        job.begun.get_future().wait();
        bool hasRun = false;
        worker.add("next", 1h, [&] { hasRun = true; });
        CPPUNIT_ASSERT_EQUAL(std::string("held"), worker.leaveLate(later()).value().name);
        CPPUNIT_ASSERT(!worker.finish(1min)); // at once, since it does not wait for the late job
        CPPUNIT_ASSERT(hasRun);
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, worker.late().size());
        job.go.set_value();
    }
    void testLateJobThatEndsIsForgotten() {
        Held job;
        Worker worker;
        job.add(worker);
        job.begun.get_future().wait();
        worker.leaveLate(later());
        job.go.set_value();
        pollfd ended{worker.descriptor(), POLLIN, 0};
        CPPUNIT_ASSERT_EQUAL(1, ::poll(&ended, 1, -1));
        CPPUNIT_ASSERT(worker.late().empty());
        CPPUNIT_ASSERT(worker.finish(1min));
    }
    void testTooManyLateJobsExhaustIt() {
        std::array<Held, Worker::mostLate> jobs;
        Worker worker;
        for (Held& job : jobs) {
            CPPUNIT_ASSERT(!worker.isExhausted());
            job.add(worker);
            job.begun.get_future().wait();
            worker.leaveLate(later());
        }
        CPPUNIT_ASSERT(worker.isExhausted());
        for (Held& job : jobs) job.go.set_value();
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(WorkerTest);

} // namespace
