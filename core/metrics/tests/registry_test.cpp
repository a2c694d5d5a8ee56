// SPDX-License-Identifier: Apache-2.0
// Which metrics are written, and what survives the end of their users.
#include "metrics/registry.h"

#include <cppunit/extensions/HelperMacros.h>

#include <thread>

using namespace portico::metrics;

namespace {

class RegistryTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(RegistryTest);
    CPPUNIT_TEST(testMetricIsWrittenWhileItIsUsed);
    CPPUNIT_TEST(testCounterContinuesAfterAReload);
    CPPUNIT_TEST(testChangedDefinitionBeginsAtZero);
    CPPUNIT_TEST(testRefusedGenerationLeavesTheOldDefinition);
    CPPUNIT_TEST(testMetricsOfAnOwnerAreBounded);
    CPPUNIT_TEST(testUnusedMetricsGiveWay);
    CPPUNIT_TEST(testCollectorIsAskedWhileItExists);
    CPPUNIT_TEST(testReloadsAndScrapesAtTheSameTime);
    CPPUNIT_TEST_SUITE_END();

    Registry registry_;

    std::string text() const { return registry_.text(Format::Prometheus); }
    bool isWritten(const std::string& line) const {
        return ("\n" + text()).find("\n" + line + "\n") != std::string::npos;
    }

public:
    void testMetricIsWrittenWhileItIsUsed() {
        auto one = registry_.define("p", {.name = "p__a"});
        auto two = registry_.define("p", {.name = "p__a"});
        CPPUNIT_ASSERT(one.get() == two.get());
        one.reset();
        CPPUNIT_ASSERT(isWritten("p__a_total 0"));
        two.reset();
        CPPUNIT_ASSERT_EQUAL(std::string(), text());
        CPPUNIT_ASSERT_EQUAL(std::string("# EOF\n"), registry_.text(Format::OpenMetrics));
    }
    // The new generation starts before the old one stops; a plugin may also be away for a while.
    void testCounterContinuesAfterAReload() {
        auto before = registry_.define("p", {.name = "p__a"});
        before->series({})->add(3);
        auto after = registry_.define("p", {.name = "p__a"});
        before->series({})->add(1);
        before.reset();
        after->series({})->add(1);
        CPPUNIT_ASSERT(isWritten("p__a_total 5"));
        after.reset();
        CPPUNIT_ASSERT_EQUAL(std::string(), text());
        after = registry_.define("p", {.name = "p__a"});
        CPPUNIT_ASSERT(isWritten("p__a_total 5"));
    }
    void testChangedDefinitionBeginsAtZero() {
        auto before = registry_.define("p", {.name = "p__a", .labels = {"x"}});
        before->series({"1"})->add(3);
        auto after = registry_.define("p", {.kind = Kind::Gauge, .name = "p__a"});
        CPPUNIT_ASSERT(isWritten("p__a 0"));
        CPPUNIT_ASSERT(text().find("p__a_total") == std::string::npos); // one name, one type
        before->series({"1"})->add(1);                                  // a request that is still running
        before.reset();
        CPPUNIT_ASSERT(isWritten("p__a 0"));
    }
    void testRefusedGenerationLeavesTheOldDefinition() {
        auto running = registry_.define("p", {.name = "p__a"});
        running->series({})->add(3);
        registry_.define("p", {.kind = Kind::Gauge, .name = "p__a"}).reset();
        CPPUNIT_ASSERT(isWritten("p__a_total 3"));
        running = registry_.define("p", {.name = "p__a"});
        CPPUNIT_ASSERT(isWritten("p__a_total 3"));
    }
    void testMetricsOfAnOwnerAreBounded() {
        std::vector<std::shared_ptr<Family>> used;
        for (std::size_t i = 0; i < Registry::mostFamilies; ++i)
            used.push_back(registry_.define("p", {.name = "p__a" + std::to_string(i)}));
        CPPUNIT_ASSERT(!registry_.define("p", {.name = "p__one_more"}));
        CPPUNIT_ASSERT(registry_.define("p", {.name = "p__a0"}));
        CPPUNIT_ASSERT(registry_.define("q", {.name = "q__a"}));
    }
    // A plugin that makes up names must not fill the memory with every reload.
    void testUnusedMetricsGiveWay() {
        const auto kept = registry_.define("p", {.name = "p__kept"});
        for (std::size_t i = 0; i < 3 * Registry::mostFamilies; ++i)
            CPPUNIT_ASSERT(registry_.define("p", {.name = "p__a" + std::to_string(i)}));
        CPPUNIT_ASSERT(isWritten("p__kept_total 0"));
    }
    void testCollectorIsAskedWhileItExists() {
        {
            const Registry::Collector collector(registry_, [](Exposition& out) {
                out.begin(Kind::Gauge, "portico_x", "Help.");
                out.sample({}, 7);
            });
            CPPUNIT_ASSERT(isWritten("portico_x 7"));
        }
        CPPUNIT_ASSERT_EQUAL(std::string(), text());
    }
    void testReloadsAndScrapesAtTheSameTime() {
        const auto kept = registry_.define("p", {.name = "p__a", .labels = {"x"}});
        std::atomic<bool> isDone{false};
        std::thread scraper([&] {
            while (!isDone) text();
        });
        std::thread counter([&] {
            Series& series = *kept->series({"1"});
            while (!isDone) series.add(1);
        });
        for (int i = 0; i < 200; ++i) {
            const auto same = registry_.define("p", {.name = "p__a", .labels = {"x"}});
            const auto other = registry_.define("p", {.name = "p__b", .series = static_cast<std::size_t>(i % 3 + 1)});
            same->series({std::to_string(i)})->add(1);
        }
        isDone = true;
        scraper.join();
        counter.join();
        CPPUNIT_ASSERT(isWritten("p__a_total{x=\"other\"} 100"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(RegistryTest);

} // namespace
