// SPDX-License-Identifier: Apache-2.0
// Requests by route and status: what is counted where, and that counting takes no memory.
#include "http/generation/snapshot.h"

#include <cppunit/extensions/HelperMacros.h>

#include <cstdlib>
#include <new>
#include <thread>

using namespace portico::http;
using portico::metrics::Format;
using portico::metrics::Registry;

namespace {

thread_local bool isForbidden = false; // to allocate

} // namespace

// NOLINTBEGIN(cppcoreguidelines-no-malloc): implements new itself
[[gnu::noinline]] void* operator new(std::size_t bytes) {
    if (isForbidden) throw std::bad_alloc();
    if (void* memory = std::malloc(bytes)) return memory;
    throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
// NOLINTEND(cppcoreguidelines-no-malloc)

namespace {

Target target(std::string method, std::string path) {
    const GuardRule open = GuardRule::parse("public");
    return {std::move(method), std::move(path), "public", "", "fake", open, open, false, false, std::string("page")};
}

class SiteMetricsTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(SiteMetricsTest);
    CPPUNIT_TEST(testRequestsAreCountedByPatternAndClass);
    CPPUNIT_TEST(testRequestsWithoutARouteAreCountedTogether);
    CPPUNIT_TEST(testTimesAreInSeconds);
    CPPUNIT_TEST(testStatusOutsideOfTheClassesIsCountedInTheNearest);
    CPPUNIT_TEST(testNextGenerationContinues);
    CPPUNIT_TEST(testSiteWithoutMetricsCountsNothing);
    CPPUNIT_TEST(testCountingTakesNoMemory);
    CPPUNIT_TEST(testLanesCountAtTheSameTime);
    CPPUNIT_TEST_SUITE_END();

    Registry registry_;
    std::vector<Target> targets_;

    bool isWritten(const std::string& line) const {
        return ("\n" + registry_.text(Format::Prometheus)).find("\n" + line + "\n") != std::string::npos;
    }

public:
    void setUp() override {
        targets_.clear();
        targets_.push_back(target("GET", "/books/{id}"));
        targets_.push_back(target("POST", "/books/{id}"));
    }
    void testRequestsAreCountedByPatternAndClass() {
        const SiteMetrics site(registry_, targets_);
        site.count(&targets_[0], false, 200, {});
        site.count(&targets_[0], false, 206, {});
        site.count(&targets_[1], false, 422, {});
        CPPUNIT_ASSERT(isWritten(R"(portico_http_requests_total{method="GET",route="/books/{id}",status="2xx"} 2)"));
        CPPUNIT_ASSERT(isWritten(R"(portico_http_requests_total{method="POST",route="/books/{id}",status="4xx"} 1)"));
        CPPUNIT_ASSERT(registry_.text(Format::Prometheus).find("5xx") == std::string::npos); // not yet
    }
    void testRequestsWithoutARouteAreCountedTogether() {
        const SiteMetrics site(registry_, targets_);
        site.count(nullptr, false, 404, {});
        site.count(nullptr, true, 304, {});
        CPPUNIT_ASSERT(isWritten(R"(portico_http_requests_total{method="",route="none",status="4xx"} 1)"));
        CPPUNIT_ASSERT(
            isWritten(R"(portico_http_requests_total{method="GET",route="/assets/{path*}",status="3xx"} 1)"));
    }
    void testTimesAreInSeconds() {
        const SiteMetrics site(registry_, targets_);
        site.count(&targets_[0], false, 200, std::chrono::milliseconds(3));
        const std::string labels = R"({method="GET",route="/books/{id}")";
        CPPUNIT_ASSERT(isWritten("portico_http_request_seconds_bucket" + labels + R"(,le="0.0025"} 0)"));
        CPPUNIT_ASSERT(isWritten("portico_http_request_seconds_bucket" + labels + R"(,le="0.005"} 1)"));
        CPPUNIT_ASSERT(isWritten("portico_http_request_seconds_sum" + labels + "} 0.003"));
    }
    void testStatusOutsideOfTheClassesIsCountedInTheNearest() {
        const SiteMetrics site(registry_, targets_);
        for (const int status : {0, 100, 199}) site.count(&targets_[0], false, status, {});
        for (const int status : {600, 999}) site.count(&targets_[0], false, status, {});
        CPPUNIT_ASSERT(isWritten(R"(portico_http_requests_total{method="GET",route="/books/{id}",status="2xx"} 3)"));
        CPPUNIT_ASSERT(isWritten(R"(portico_http_requests_total{method="GET",route="/books/{id}",status="5xx"} 2)"));
    }
    void testNextGenerationContinues() {
        auto before = std::make_unique<SiteMetrics>(registry_, targets_);
        before->count(&targets_[0], false, 200, {});
        std::vector<Target> fewer;
        fewer.push_back(target("GET", "/books/{id}"));
        const SiteMetrics after(registry_, fewer);
        before.reset();
        after.count(fewer.data(), false, 200, {});
        CPPUNIT_ASSERT(isWritten(R"(portico_http_requests_total{method="GET",route="/books/{id}",status="2xx"} 2)"));
    }
    void testSiteWithoutMetricsCountsNothing() { SiteMetrics().count(&targets_[0], false, 200, {}); }
    void testCountingTakesNoMemory() {
        const SiteMetrics site(registry_, targets_);
        static_assert(noexcept(site.count(nullptr, false, 200, {}))); // a bad_alloc would end this program
        isForbidden = true;
        for (const int status : {200, 303, 404, 500}) {
            site.count(&targets_[1], false, status, std::chrono::seconds(1));
            site.count(nullptr, true, status, std::chrono::seconds(100));
            site.count(nullptr, false, status, {});
        }
        isForbidden = false;
    }
    void testLanesCountAtTheSameTime() {
        const SiteMetrics site(registry_, targets_);
        std::vector<std::thread> lanes;
        for (int i = 0; i < 4; ++i)
            lanes.emplace_back([&] {
                for (int n = 0; n < 1000; ++n) site.count(&targets_[0], false, 200, std::chrono::microseconds(n));
            });
        registry_.text(Format::OpenMetrics);
        for (std::thread& lane : lanes) lane.join();
        CPPUNIT_ASSERT(isWritten(R"(portico_http_requests_total{method="GET",route="/books/{id}",status="2xx"} 4000)"));
        CPPUNIT_ASSERT(isWritten(R"(portico_http_request_seconds_count{method="GET",route="/books/{id}"} 4000)"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(SiteMetricsTest);

} // namespace
