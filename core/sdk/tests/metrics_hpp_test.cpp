// SPDX-License-Identifier: Apache-2.0
// The C++ side of portico.host.metrics/1: what reaches the table of the host.
#include "support/test_host.h"

#include <portico/host.hpp>

#include <cppunit/extensions/HelperMacros.h>

namespace portico {

namespace {

// Keeps the last definition, and refuses every series.
struct Strict {
    portico_metric_definition last{};
    std::vector<std::string> labels{};
    std::vector<std::int64_t> bounds{};
    portico_metrics table{sizeof(portico_metrics), 0, this, define, series, nullptr, nullptr, nullptr, nullptr};
    portico_host host{};

    Strict() {
        host.size = sizeof host;
        host.ctx = this;
        host.service = [](const portico_host* own, const char*) -> const void* {
            return &static_cast<Strict*>(own->ctx)->table;
        };
    }
    static portico_status define(void* ctx, const portico_metric_definition* definition, portico_metric**,
                                 portico_error* why) {
        auto& self = *static_cast<Strict*>(ctx);
        self.last = *definition;
        self.labels.clear();
        for (std::size_t i = 0; i < definition->label_count; ++i) self.labels.emplace_back(view(definition->labels[i]));
        self.bounds.assign(definition->bounds, definition->bounds + definition->bound_count);
        explain(why, "no more");
        return self.last.label_count == 3 ? PORTICO_UNAVAILABLE : PORTICO_OK;
    }
    static portico_status series(void*, portico_metric*, const portico_str*, std::size_t, portico_series**) {
        return PORTICO_INVALID;
    }
};

} // namespace

class MetricsHppTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(MetricsHppTest);
    CPPUNIT_TEST(testCountsArriveAtTheHost);
    CPPUNIT_TEST(testLabeledSeriesAreCountedSeparately);
    CPPUNIT_TEST(testDefaultHandleCountsNothing);
    CPPUNIT_TEST(testDefinitionsArriveAtTheHost);
    CPPUNIT_TEST(testRefusalsThrow);
    CPPUNIT_TEST(testHostWithoutTheServiceIsNamed);
    CPPUNIT_TEST_SUITE_END();

    test::TestHost host_;

public:
    void testCountsArriveAtTheHost() {
        const Metrics metrics = host_.host().metrics();
        const Counter counter = metrics.counter("a", "Help.");
        counter.add();
        counter.add(2);
        CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, host_.metrics()["a"]);
        const Gauge gauge = metrics.gauge("b", "Help.");
        gauge.set(5);
        gauge.add(-7);
        CPPUNIT_ASSERT_EQUAL(std::int64_t{-2}, host_.metrics()["b"]);
        metrics.histogram("c", "Help.", {1, 2}).observe(9);
        CPPUNIT_ASSERT_EQUAL(std::int64_t{9}, host_.metrics()["c"]);
        metrics.durations("d_seconds", "Help.").observe(std::chrono::microseconds(3));
        CPPUNIT_ASSERT_EQUAL(std::int64_t{3000}, host_.metrics()["d_seconds"]);
        CPPUNIT_ASSERT_EQUAL(std::string("metrics in format 2"), metrics.text(PORTICO_METRICS_OPENMETRICS));
    }
    void testLabeledSeriesAreCountedSeparately() {
        const auto votes = host_.host().metrics().counter("votes", "Help.", {"choice", "way"});
        votes.with({"yes", "web"}).add(2);
        votes.with({"no", "web"}).add(1);
        CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, host_.metrics()["votes{yes,web}"]);
        CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, host_.metrics()["votes{no,web}"]);
    }
    void testDefaultHandleCountsNothing() {
        Counter().add();
        Gauge().set(1);
        Gauge().add(1);
        Histogram().observe(1);
        Durations().observe(std::chrono::seconds(1));
    }
    void testDefinitionsArriveAtTheHost() {
        Strict strict;
        const Metrics metrics = Host(&strict.host).metrics();
        metrics.durations("d_seconds", "Help.", {"x", "y"}, 7);
        CPPUNIT_ASSERT_EQUAL(std::uint32_t{sizeof strict.last}, strict.last.size);
        CPPUNIT_ASSERT_EQUAL(PORTICO_METRIC_HISTOGRAM, strict.last.kind);
        CPPUNIT_ASSERT(strict.labels == (std::vector<std::string>{"x", "y"}));
        CPPUNIT_ASSERT_EQUAL(std::int64_t{1'000'000'000}, strict.last.divisor);
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{7}, strict.last.most_series);
        CPPUNIT_ASSERT_EQUAL(std::size_t{13}, strict.bounds.size());
        CPPUNIT_ASSERT(strict.bounds.front() == 10'000 && strict.bounds.back() == 10'000'000'000);
        metrics.gauge("g", "Help.", {"x"});
        CPPUNIT_ASSERT(strict.last.kind == PORTICO_METRIC_GAUGE && strict.bounds.empty() && strict.last.divisor == 1);
        metrics.histogram("h", "Help.", {1, 5}, {"x"});
        CPPUNIT_ASSERT(strict.bounds == (std::vector<std::int64_t>{1, 5}));
    }
    void testRefusalsThrow() {
        Strict strict;
        const Metrics metrics = Host(&strict.host).metrics();
        try {
            metrics.counter("a", "Help.", {"x", "y", "z"});
            CPPUNIT_FAIL("it did not throw");
        } catch (const Error& error) {
            CPPUNIT_ASSERT(error.status() == PORTICO_UNAVAILABLE && std::string_view(error.what()) == "no more");
        }
        CPPUNIT_ASSERT_THROW(metrics.counter("a", "Help.", {"x"}).with({"1", "2"}), Error);
    }
    void testHostWithoutTheServiceIsNamed() {
        Strict strict;
        strict.host.service = [](const portico_host*, const char*) -> const void* { return nullptr; };
        CPPUNIT_ASSERT_THROW(Host(&strict.host).metrics(), Error);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(MetricsHppTest);

} // namespace portico
