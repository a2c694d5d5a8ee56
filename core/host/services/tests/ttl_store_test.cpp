// SPDX-License-Identifier: Apache-2.0
// Values that survive a reload, through the table that plugins get: lifetimes, conditions, counters and limits.
#include "host/services/ttl_store.h"

#include <portico/host.hpp>

#include <cppunit/extensions/HelperMacros.h>

#include <limits>

using namespace std::chrono_literals;
using portico::Error;
using portico::State;
using portico::host::TtlStore;

namespace {

class TtlStoreTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(TtlStoreTest);
    CPPUNIT_TEST(testValueIsThereUntilItsTimeIsOver);
    CPPUNIT_TEST(testAddChangesNothingThatIsThere);
    CPPUNIT_TEST(testReplaceNeedsWhatWasThere);
    CPPUNIT_TEST(testRemovedValueCannotBeReplaced);
    CPPUNIT_TEST(testCounterEndsAfterItsFirstUse);
    CPPUNIT_TEST(testCounterOfSomethingElseIsRefused);
    CPPUNIT_TEST(testSumWithoutRoomIsRefused);
    CPPUNIT_TEST(testListHasWhatIsAliveByKey);
    CPPUNIT_TEST(testReaderMayChangeWhatItReads);
    CPPUNIT_TEST(testFullRoomRefusesNewValues);
    CPPUNIT_TEST(testWhatIsOverMakesRoom);
    CPPUNIT_TEST(testReplacingIsCountedRight);
    CPPUNIT_TEST(testBoundsOfKeysValuesAndTimes);
    CPPUNIT_TEST_SUITE_END();

    std::int64_t now_ = 1'800'000'000'000;
    TtlStore values_{4096, [this] { return now_; }};
    const State state_{values_.table()};

    std::string get(std::string_view key) const {
        std::string value;
        return state_.get(key, value) ? value : "nothing";
    }
    template <class Call>
    static portico_status statusOf(Call&& call) {
        try {
            call();
            return PORTICO_OK;
        } catch (const Error& error) {
            return error.status();
        }
    }
    portico_status put(const std::string& key, const std::string& value, std::chrono::seconds life = 60s) const {
        return statusOf([&] { state_.put(key, value, life); });
    }

public:
    void testValueIsThereUntilItsTimeIsOver() {
        state_.put("a", "1", 2s);
        now_ += 1999;
        CPPUNIT_ASSERT_EQUAL(std::string("1"), get("a"));
        now_ += 1;
        CPPUNIT_ASSERT_EQUAL(std::string("nothing"), get("a"));
    }
    void testAddChangesNothingThatIsThere() {
        CPPUNIT_ASSERT(state_.add("a", "1", 2s));
        CPPUNIT_ASSERT(!state_.add("a", "2", 60s));
        CPPUNIT_ASSERT_EQUAL(std::string("1"), get("a"));
        now_ += 2000;
        CPPUNIT_ASSERT(state_.add("a", "2", 60s));
    }
    void testReplaceNeedsWhatWasThere() {
        state_.put("a", "1", 60s);
        CPPUNIT_ASSERT(!state_.replace("a", "0", "2", 60s));
        CPPUNIT_ASSERT(state_.replace("a", "1", "2", 60s));
        CPPUNIT_ASSERT_EQUAL(std::string("2"), get("a"));
    }
    // A session that was ended must not come back because a request touched it at that moment.
    void testRemovedValueCannotBeReplaced() {
        state_.put("a", "1", 60s);
        state_.remove("a");
        CPPUNIT_ASSERT(!state_.replace("a", "1", "2", 60s));
        CPPUNIT_ASSERT_EQUAL(std::string("nothing"), get("a"));
    }
    void testCounterEndsAfterItsFirstUse() {
        CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, state_.count("a", 1, 10s));
        now_ += 9000;
        CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, state_.count("a", 2, 10s));
        CPPUNIT_ASSERT_EQUAL(std::string("3"), get("a"));
        now_ += 1000;
        CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, state_.count("a", 1, 10s));
    }
    void testCounterOfSomethingElseIsRefused() {
        state_.put("a", "1 apple", 60s);
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID}, statusOf([&] { state_.count("a", 1, 60s); }));
    }
    void testSumWithoutRoomIsRefused() {
        state_.count("a", std::numeric_limits<std::int64_t>::max(), 60s);
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID}, statusOf([&] { state_.count("a", 1, 60s); }));
        CPPUNIT_ASSERT_EQUAL(std::numeric_limits<std::int64_t>::max() - 1, state_.count("a", -1, 60s));
    }
    void testListHasWhatIsAliveByKey() {
        state_.put("b/2", "two", 60s);
        state_.put("b/1", "one", 60s);
        state_.put("b/0", "over", 1s);
        state_.put("c/1", "another", 60s);
        now_ += 1000;
        std::string all;
        state_.list("b/", [&](std::string_view key, std::string_view value) {
            all.append(key).append("=").append(value).append(" ");
            return true;
        });
        CPPUNIT_ASSERT_EQUAL(std::string("b/1=one b/2=two "), all);
    }
    void testReaderMayChangeWhatItReads() {
        for (const char* key : {"a", "b", "c"}) state_.put(key, "1", 60s);
        int seen = 0;
        state_.list("", [&](std::string_view key, std::string_view) {
            state_.remove(key);
            return ++seen < 2;
        });
        CPPUNIT_ASSERT_EQUAL(2, seen);
        CPPUNIT_ASSERT_EQUAL(std::string("1"), get("c"));
    }
    void testFullRoomRefusesNewValues() {
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, put("a", std::string(3000, 'x')));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_UNAVAILABLE}, put("b", std::string(3000, 'x')));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, put("a", std::string(3500, 'x')));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_UNAVAILABLE}, put("a", std::string(4096, 'x')));
    }
    void testWhatIsOverMakesRoom() {
        put("a", std::string(3000, 'x'), 1s);
        now_ += 1000;
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, put("b", std::string(3000, 'x')));
    }
    void testReplacingIsCountedRight() {
        for (int i = 0; i < 100; ++i) {
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, put("a", std::string(3000, 'x')));
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, put("a", "small"));
            state_.remove("a");
        }
    }
    void testBoundsOfKeysValuesAndTimes() {
        TtlStore large(1 << 20, [this] { return now_; });
        const State state(large.table());
        const auto with = [&](std::size_t key, std::size_t value, std::chrono::seconds life) {
            return statusOf([&] { state.put(std::string(key, 'k'), std::string(value, 'v'), life); });
        };
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, with(256, 65536, 1s));
        for (const portico_status status :
             {with(0, 1, 1s), with(257, 1, 1s), with(1, 65537, 1s), with(1, 1, 0s), with(1, 1, 401 * 24h)})
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID}, status);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(TtlStoreTest);

} // namespace
