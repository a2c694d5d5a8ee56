// SPDX-License-Identifier: Apache-2.0
// The cache behind every request of a visitor: it stays bounded, keeps recently used entries and confuses none.
#include "bounded_cache.h"

#include <atomic>
#include <cppunit/extensions/HelperMacros.h>
#include <thread>
#include <vector>

namespace {

using auth_cookie::BoundedCache;

class BoundedCacheTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(BoundedCacheTest);
    CPPUNIT_TEST(testOnlyTheExactBytesAreFound);
    CPPUNIT_TEST(testItNeverGrowsPastItsBound);
    CPPUNIT_TEST(testRecentlyUsedEntriesStayWhenItIsFull);
    CPPUNIT_TEST(testManyThreadsSeeWholeValues);
    CPPUNIT_TEST_SUITE_END();

public:
    void testOnlyTheExactBytesAreFound() {
        BoundedCache<int> cache(100);
        cache.update("token", [](int& value) { value = 7; });
        CPPUNIT_ASSERT(cache.find("token") == 7);
        for (const std::string other : {"", "toke", "token.", "token=", "Token", "oken"})
            CPPUNIT_ASSERT(!cache.find(other));
        CPPUNIT_ASSERT(!cache.find(std::string("token\0", 6)));
        cache.update("token", [](int& value) { ++value; });
        CPPUNIT_ASSERT(cache.find("token") == 8);
    }

    void testItNeverGrowsPastItsBound() {
        BoundedCache<int> cache(1600);
        for (int i = 0; i < 50000; ++i) cache.update(std::to_string(i), [i](int& value) { value = i; });
        CPPUNIT_ASSERT(cache.size() <= 1616);
        CPPUNIT_ASSERT(cache.size() >= 1600);
        CPPUNIT_ASSERT(cache.find("49999") == 49999);
        CPPUNIT_ASSERT(!cache.find("0"));
    }

    void testRecentlyUsedEntriesStayWhenItIsFull() {
        BoundedCache<int> cache(160);
        cache.update("used", [](int& value) { value = 1; });
        for (int i = 0; i < 20000; ++i) {
            cache.update(std::to_string(i), [](int&) {});
            CPPUNIT_ASSERT(cache.find("used"));
        }
    }

    void testManyThreadsSeeWholeValues() {
        BoundedCache<std::pair<int, int>> cache(64);
        std::atomic<int> torn = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&] {
                for (int i = 0; i < 20000; ++i) {
                    const std::string key = std::to_string(i % 100);
                    cache.update(key, [i](auto& value) { value = {i, -i}; });
                    const auto seen = cache.find(std::to_string((i + 7) % 100));
                    if (seen && seen->first != -seen->second) ++torn;
                }
            });
        for (std::thread& thread : threads) thread.join();
        CPPUNIT_ASSERT_EQUAL(0, torn.load());
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(BoundedCacheTest);

} // namespace
