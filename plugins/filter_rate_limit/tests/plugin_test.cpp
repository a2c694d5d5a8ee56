// SPDX-License-Identifier: Apache-2.0
// Rate limits through the built plugin and its ABI tables.
#include "support/test_filter.h"
#include "support/test_host.h"
#include "support/test_plugin.h"

#include <cppunit/extensions/HelperMacros.h>

#include <memory>

namespace {

using namespace portico;
using test::TestExchange;
using test::TestPlugin;

class FilterRateLimitTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(FilterRateLimitTest);
    CPPUNIT_TEST(testTheRequestAfterTheLastOneIsRefused);
    CPPUNIT_TEST(testTheNextPeriodBeginsAfterRetryAfter);
    CPPUNIT_TEST(testOneNetworkOfIpv6IsOneSender);
    CPPUNIT_TEST(testAUserIsLimitedFromAnyAddress);
    CPPUNIT_TEST(testOnlyListedPathsCount);
    CPPUNIT_TEST(testZeroIsNoLimit);
    CPPUNIT_TEST(testCountsSurviveAReload);
    CPPUNIT_TEST(testManySendersTakeABoundedNumberOfCounters);
    CPPUNIT_TEST(testNetworksOfIpv6TakeNothingFromIpv4);
    CPPUNIT_TEST_SUITE_END();

    test::TestHost host_;
    std::unique_ptr<TestPlugin> plugin_;
    int retryAfter_ = 0;

    void start(int requests, int userRequests = 0) {
        host_.milliseconds = 1800000000000 / 60000 * 60000; // the beginning of a period
        host_.settings = {{"requests", std::to_string(requests)},
                          {"user_requests", std::to_string(userRequests)},
                          {"period", "60"},
                          {"paths", "/"},
                          {"except", "/assets"},
                          {"counters", "256"}};
        plugin_ = std::make_unique<TestPlugin>(FILTER_RATE_LIMIT, host_);
    }

    // The status of the answer; 200 if the filter passed the request on.
    int ask(const std::string& peer, const std::string& path = "/", const std::string& user = "") {
        TestExchange x("GET", path);
        x.peer = peer;
        const auto& filter = plugin_->table<portico_filter>(PORTICO_FILTER);
        test::TestRewrite rewrite;
        portico_status status = filter.request(plugin_->self(), x.get(), rewrite.get(), nullptr);
        if (status == PORTICO_OK && !user.empty()) {
            x.user = User{user, user, "", false, 0, 0};
            status = filter.admitted(plugin_->self(), x.get(), nullptr);
        }
        if (status == PORTICO_OK) return 200;
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_FILTER_ANSWERED}, status);
        retryAfter_ = std::stoi(x.answerHeader("Retry-After").value_or("0"));
        return x.status;
    }

    void testTheRequestAfterTheLastOneIsRefused() {
        start(3);
        for (int i = 0; i < 3; ++i) CPPUNIT_ASSERT_EQUAL(200, ask("192.0.2.7"));
        CPPUNIT_ASSERT_EQUAL(429, ask("192.0.2.7"));
        CPPUNIT_ASSERT_EQUAL(60, retryAfter_);
        CPPUNIT_ASSERT_EQUAL(429, ask("::ffff:192.0.2.7"));
        CPPUNIT_ASSERT_EQUAL(200, ask("192.0.2.8"));
    }
    void testTheNextPeriodBeginsAfterRetryAfter() {
        start(1);
        CPPUNIT_ASSERT_EQUAL(200, ask("192.0.2.7"));
        host_.milliseconds += 42'000;
        CPPUNIT_ASSERT_EQUAL(429, ask("192.0.2.7"));
        CPPUNIT_ASSERT_EQUAL(18, retryAfter_);
        host_.milliseconds += 18'000;
        CPPUNIT_ASSERT_EQUAL(200, ask("192.0.2.7"));
        CPPUNIT_ASSERT_EQUAL(429, ask("192.0.2.7"));
    }
    void testOneNetworkOfIpv6IsOneSender() {
        start(2);
        CPPUNIT_ASSERT_EQUAL(200, ask("2001:db8::1"));
        CPPUNIT_ASSERT_EQUAL(200, ask("2001:db8::2"));
        CPPUNIT_ASSERT_EQUAL(429, ask("2001:db8::ffff:3"));
    }
    void testAUserIsLimitedFromAnyAddress() {
        start(0, 2);
        CPPUNIT_ASSERT_EQUAL(200, ask("192.0.2.1", "/", "ada"));
        CPPUNIT_ASSERT_EQUAL(200, ask("192.0.2.2", "/", "ada"));
        CPPUNIT_ASSERT_EQUAL(429, ask("192.0.2.3", "/", "ada"));
        CPPUNIT_ASSERT_EQUAL(200, ask("192.0.2.3", "/", "bob"));
        CPPUNIT_ASSERT_EQUAL(200, ask("192.0.2.3", "/"));
    }
    void testOnlyListedPathsCount() {
        start(1);
        for (int i = 0; i < 5; ++i) CPPUNIT_ASSERT_EQUAL(200, ask("192.0.2.7", "/assets/site.css"));
        CPPUNIT_ASSERT_EQUAL(200, ask("192.0.2.7", "/assetsless"));
        CPPUNIT_ASSERT_EQUAL(429, ask("192.0.2.7", "/books"));
    }
    void testZeroIsNoLimit() {
        start(0, 0);
        for (int i = 0; i < 100; ++i) CPPUNIT_ASSERT_EQUAL(200, ask("192.0.2.7", "/", "ada"));
    }
    void testCountsSurviveAReload() {
        start(1);
        CPPUNIT_ASSERT_EQUAL(200, ask("192.0.2.7"));
        const TestPlugin next(FILTER_RATE_LIMIT, host_);
        CPPUNIT_ASSERT_EQUAL(429, ask("192.0.2.7"));
        plugin_ = std::make_unique<TestPlugin>(FILTER_RATE_LIMIT, host_);
        CPPUNIT_ASSERT_EQUAL(429, ask("192.0.2.7"));
    }
    // An attacker with many networks could otherwise fill the store.
    void testManySendersTakeABoundedNumberOfCounters() {
        start(1'000'000);
        for (int i = 0; i < 5000; ++i) ask("10.0." + std::to_string(i / 256) + "." + std::to_string(i % 256));
        std::size_t entries = 0;
        State(static_cast<const portico_state*>(Host(host_.get()).get()->service(host_.get(), PORTICO_STATE)))
            .list("a", [&](std::string_view, std::string_view) { return ++entries, true; });
        CPPUNIT_ASSERT_EQUAL(std::size_t{256}, entries);
    }
    // One owner of an IPv6 network has more of them than there are counters.
    void testNetworksOfIpv6TakeNothingFromIpv4() {
        start(5);
        for (int i = 0; i < 20'000; ++i) ask("2001:db8:0:" + std::to_string(i % 9999) + "::1");
        CPPUNIT_ASSERT_EQUAL(429, ask("2001:db8:1::1"));
        CPPUNIT_ASSERT_EQUAL(200, ask("192.0.2.7"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(FilterRateLimitTest);

} // namespace
