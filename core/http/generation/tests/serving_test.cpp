// SPDX-License-Identifier: Apache-2.0
// Pins: a snapshot remains while it is in use and ends with its last pin, under concurrent publishing and pinning.
#include "../../tests/test_site.h"
#include "http/generation/serving.h"

#include <cppunit/extensions/HelperMacros.h>

#include <poll.h>

#include <memory>
#include <thread>
#include <vector>

using portico::http::Serving;
using portico::http::test::TestSite;

namespace {

// True if the descriptor is readable within `milliseconds`.
bool isReadable(int descriptor, int milliseconds = 0) {
    pollfd one{descriptor, POLLIN, 0};
    return ::poll(&one, 1, milliseconds) == 1;
}

class ServingTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ServingTest);
    CPPUNIT_TEST(testPinIsOfTheGenerationThatServes);
    CPPUNIT_TEST(testPinnedGenerationIsNotOver);
    CPPUNIT_TEST(testServingGenerationIsNeverOver);
    CPPUNIT_TEST(testLastPinOfThePastWakes);
    CPPUNIT_TEST(testMovedPinCountsOnce);
    CPPUNIT_TEST(testNoRequestSeesAGenerationThatIsGone);
    CPPUNIT_TEST_SUITE_END();

    TestSite first_, second_;
    Serving serving_{first_.snapshot};

    void testPinIsOfTheGenerationThatServes() {
        CPPUNIT_ASSERT_EQUAL(&first_.snapshot, const_cast<portico::http::Snapshot*>(&*serving_.pin()));
        serving_.publish(second_.snapshot);
        CPPUNIT_ASSERT_EQUAL(&second_.snapshot, const_cast<portico::http::Snapshot*>(&*serving_.pin()));
    }
    void testPinnedGenerationIsNotOver() {
        {
            const Serving::Pin pin = serving_.pin();
            serving_.publish(second_.snapshot);
            CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, serving_.pinned(first_.snapshot));
            CPPUNIT_ASSERT(!serving_.isOver(first_.snapshot));
        }
        CPPUNIT_ASSERT(serving_.isOver(first_.snapshot));
    }
    void testServingGenerationIsNeverOver() { CPPUNIT_ASSERT(!serving_.isOver(first_.snapshot)); }
    void testLastPinOfThePastWakes() {
        {
            const Serving::Pin pin = serving_.pin();
            CPPUNIT_ASSERT(!isReadable(serving_.wake()));
            serving_.publish(second_.snapshot);
        }
        CPPUNIT_ASSERT(isReadable(serving_.wake()));
        serving_.heard();
        CPPUNIT_ASSERT(!isReadable(serving_.wake()));
    }
    void testMovedPinCountsOnce() {
        Serving::Pin pin = serving_.pin();
        const Serving::Pin moved = std::move(pin);
        CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, serving_.pinned(first_.snapshot));
    }

    // Each snapshot is destroyed as soon as it is over: a late pin would be a use after free, and an unseen pin a data race.
    void testNoRequestSeesAGenerationThatIsGone() {
        constexpr int swaps = 200;
        std::atomic<bool> ended{false};
        std::atomic<int> wrong{0};
        auto current = std::make_unique<TestSite>();
        Serving serving(current->snapshot);
        std::vector<std::thread> clients;
        for (int i = 0; i < 4; ++i)
            clients.emplace_back([&] {
                while (!ended.load())
                    if (serving.pin()->site.name != "Site") ++wrong;
            });
        std::vector<std::unique_ptr<TestSite>> past;
        for (int i = 0; i < swaps; ++i) {
            auto next = std::make_unique<TestSite>();
            serving.publish(next->snapshot);
            past.push_back(std::exchange(current, std::move(next)));
            std::erase_if(past, [&](const auto& site) { return serving.isOver(site->snapshot); });
        }
        while (!past.empty()) {
            isReadable(serving.wake(), 1000);
            serving.heard();
            std::erase_if(past, [&](const auto& site) { return serving.isOver(site->snapshot); });
        }
        ended = true;
        for (std::thread& client : clients) client.join();
        CPPUNIT_ASSERT_EQUAL(0, wrong.load());
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ServingTest);

} // namespace
