// SPDX-License-Identifier: Apache-2.0
// Whoever waits for news gets them as soon as they are told, and none twice.
#include "host/dev_news.h"

#include <cppunit/extensions/HelperMacros.h>

#include <thread>

using portico::host::DevNews;

namespace {

constexpr std::chrono::hours never{1};

class DevNewsTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(DevNewsTest);
    CPPUNIT_TEST(testAtFirstTheFirstGenerationServes);
    CPPUNIT_TEST(testRefusedChangeIsNewsOfTheSameGeneration);
    CPPUNIT_TEST(testWhoHasNotSeenTheNewestDoesNotWait);
    CPPUNIT_TEST(testWhoWaitsIsWoken);
    CPPUNIT_TEST(testWithoutNewsTheTimeEndsTheWait);
    CPPUNIT_TEST_SUITE_END();

    DevNews news_;

    void testAtFirstTheFirstGenerationServes() {
        CPPUNIT_ASSERT_EQUAL("{\"run\":\"" + news_.run() + "\",\"generation\":1,\"refused\":[]}", news_.newest().json);
    }
    void testRefusedChangeIsNewsOfTheSameGeneration() {
        const unsigned before = news_.newest().number;
        news_.tell(1, {"a.html:1: \"wrong\""});
        CPPUNIT_ASSERT(news_.newest().number != before);
        CPPUNIT_ASSERT_EQUAL("{\"run\":\"" + news_.run() +
                                 "\",\"generation\":1,\"refused\":[\"a.html:1: \\\"wrong\\\"\"]}",
                             news_.newest().json);
    }
    void testWhoHasNotSeenTheNewestDoesNotWait() {
        const unsigned before = news_.newest().number;
        news_.tell(2, {});
        news_.await(before, never);
    }
    void testWhoWaitsIsWoken() {
        const unsigned before = news_.newest().number;
        const std::jthread control([this] { news_.tell(2, {}); });
        news_.await(before, never);
        CPPUNIT_ASSERT(news_.newest().number != before);
    }
    void testWithoutNewsTheTimeEndsTheWait() {
        const unsigned before = news_.newest().number;
        news_.await(before, std::chrono::milliseconds(1));
        CPPUNIT_ASSERT_EQUAL(before, news_.newest().number);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(DevNewsTest);

} // namespace
