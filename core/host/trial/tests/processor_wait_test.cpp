// SPDX-License-Identifier: Apache-2.0
#include "host/trial/processor_wait.h"
#include "support/scratch_dir.h"

#include <cppunit/extensions/HelperMacros.h>

using portico::host::processorWait;
using namespace std::chrono_literals;

class ProcessorWaitTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ProcessorWaitTest);
    CPPUNIT_TEST(testThreadThatWaitedLongestCounts);
    CPPUNIT_TEST(testWithoutAnAnswerOfTheKernelItIsZero);
    CPPUNIT_TEST(testKernelTellsItOfThisProcess);
    CPPUNIT_TEST_SUITE_END();

    portico::test::ScratchDir scratch_;

public:
    void testThreadThatWaitedLongestCounts() {
        scratch_.write("task/7/schedstat", "900 20 3\n");
        scratch_.write("task/8/schedstat", "100 5000000000 3\n");
        scratch_.write("task/9/schedstat", "100 30 3\n");
        CPPUNIT_ASSERT(processorWait(scratch_.path()) == 5s);
    }
    void testWithoutAnAnswerOfTheKernelItIsZero() {
        CPPUNIT_ASSERT(processorWait(scratch_.path() / "ended") == 0s);
        scratch_.write("task/7/schedstat", "");
        scratch_.write("task/8/status", "Name: other\n");
        CPPUNIT_ASSERT(processorWait(scratch_.path()) == 0s);
    }
    void testKernelTellsItOfThisProcess() { CPPUNIT_ASSERT(processorWait("/proc/self") >= 0s); }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ProcessorWaitTest);
