// SPDX-License-Identifier: Apache-2.0
// portico.host.metrics/1 through its table, as a plugin in C calls it.
#include "host/services/metrics_service.h"

#include <portico/error.hpp>

#include <cppunit/extensions/HelperMacros.h>

#include <optional>

using namespace portico;
using host::MetricsService;

namespace {

portico_metric_definition definition(std::uint32_t kind, std::string_view name) {
    return {sizeof(portico_metric_definition), kind, str(name), PORTICO_STR("Help."), nullptr, 0, nullptr, 0, 1, 0};
}

class MetricsServiceTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(MetricsServiceTest);
    CPPUNIT_TEST(testCountsAreWrittenWithTheNameOfThePlugin);
    CPPUNIT_TEST(testNextInstanceContinues);
    CPPUNIT_TEST(testSameDefinitionIsTheSameMetric);
    CPPUNIT_TEST(testBadDefinitionIsRefusedWithItsName);
    CPPUNIT_TEST(testShorterDefinitionIsRefused);
    CPPUNIT_TEST(testMetricsOfAPluginAreBounded);
    CPPUNIT_TEST(testSeriesNeedsOneValueForEachLabel);
    CPPUNIT_TEST(testNullHandlesAreIgnored);
    CPPUNIT_TEST(testUnknownFormatIsUnsupported);
    CPPUNIT_TEST(testErrorOfTheSinkIsReturned);
    CPPUNIT_TEST_SUITE_END();

    metrics::Registry registry_;

    static portico_metric* define(const MetricsService& service, const portico_metric_definition& what) {
        portico_metric* metric = nullptr;
        CPPUNIT_ASSERT_EQUAL(PORTICO_OK, service.table()->define(service.table()->ctx, &what, &metric, nullptr));
        return metric;
    }
    static portico_series* only(const MetricsService& service, portico_metric* metric) {
        portico_series* series = nullptr;
        CPPUNIT_ASSERT_EQUAL(PORTICO_OK, service.table()->series(service.table()->ctx, metric, nullptr, 0, &series));
        return series;
    }
    static std::string written(const MetricsService& service, std::uint32_t format = PORTICO_METRICS_PROMETHEUS) {
        std::string text;
        const portico_sink sink{&text, [](void* ctx, portico_str bytes) {
                                    static_cast<std::string*>(ctx)->append(view(bytes));
                                    return PORTICO_OK;
                                }};
        CPPUNIT_ASSERT_EQUAL(PORTICO_OK, service.table()->write(service.table()->ctx, format, &sink));
        return text;
    }
    static std::string refusal(const MetricsService& service, const portico_metric_definition& what,
                               portico_status expected = PORTICO_INVALID) {
        portico_metric* metric = nullptr;
        Why why;
        CPPUNIT_ASSERT_EQUAL(expected, service.table()->define(service.table()->ctx, &what, &metric, why.get()));
        return std::string(why.message());
    }

public:
    void testCountsAreWrittenWithTheNameOfThePlugin() {
        const MetricsService service("guestbook", registry_);
        const portico_metrics& table = *service.table();
        table.add(only(service, define(service, definition(PORTICO_METRIC_COUNTER, "entries"))), 2);
        table.set(only(service, define(service, definition(PORTICO_METRIC_GAUGE, "open"))), -3);
        const std::int64_t bounds[] = {1000, 2000};
        const portico_str labels[] = {PORTICO_STR("kind")};
        auto timed = definition(PORTICO_METRIC_HISTOGRAM, "lookup_seconds");
        timed.bounds = bounds;
        timed.bound_count = 2;
        timed.labels = labels;
        timed.label_count = 1;
        timed.divisor = 1000;
        portico_series* series = nullptr;
        const portico_str value = PORTICO_STR("by \"name\"");
        CPPUNIT_ASSERT_EQUAL(PORTICO_OK, table.series(table.ctx, define(service, timed), &value, 1, &series));
        table.observe(series, 1500);
        CPPUNIT_ASSERT_EQUAL(
            std::string("# HELP guestbook__entries_total Help.\n# TYPE guestbook__entries_total counter\n"
                        "guestbook__entries_total 2\n"
                        "# HELP guestbook__lookup_seconds Help.\n# TYPE guestbook__lookup_seconds histogram\n"
                        "guestbook__lookup_seconds_bucket{kind=\"by \\\"name\\\"\",le=\"1.0\"} 0\n"
                        "guestbook__lookup_seconds_bucket{kind=\"by \\\"name\\\"\",le=\"2.0\"} 1\n"
                        "guestbook__lookup_seconds_bucket{kind=\"by \\\"name\\\"\",le=\"+Inf\"} 1\n"
                        "guestbook__lookup_seconds_sum{kind=\"by \\\"name\\\"\"} 1.5\n"
                        "guestbook__lookup_seconds_count{kind=\"by \\\"name\\\"\"} 1\n"
                        "# HELP guestbook__open Help.\n# TYPE guestbook__open gauge\n"
                        "guestbook__open -3\n"),
            written(service));
        CPPUNIT_ASSERT(written(service, PORTICO_METRICS_OPENMETRICS).ends_with("# EOF\n"));
    }
    void testNextInstanceContinues() {
        std::optional<MetricsService> before(std::in_place, "p", registry_);
        before->table()->add(only(*before, define(*before, definition(PORTICO_METRIC_COUNTER, "a"))), 2);
        const MetricsService after("p", registry_), other("q", registry_);
        after.table()->add(only(after, define(after, definition(PORTICO_METRIC_COUNTER, "a"))), 1);
        define(other, definition(PORTICO_METRIC_COUNTER, "a"));
        before.reset();
        CPPUNIT_ASSERT(written(after).find("p__a_total 3\n") != std::string::npos);
        CPPUNIT_ASSERT(written(after).find("q__a_total 0\n") != std::string::npos);
    }
    void testSameDefinitionIsTheSameMetric() {
        const MetricsService service("p", registry_);
        portico_metric* metric = define(service, definition(PORTICO_METRIC_COUNTER, "a"));
        CPPUNIT_ASSERT(metric == define(service, definition(PORTICO_METRIC_COUNTER, "a")));
        CPPUNIT_ASSERT(!refusal(service, definition(PORTICO_METRIC_GAUGE, "a"), PORTICO_EXISTS).empty());
    }
    void testBadDefinitionIsRefusedWithItsName() {
        const MetricsService service("p", registry_);
        CPPUNIT_ASSERT(refusal(service, definition(PORTICO_METRIC_COUNTER, "a_total")).find("a_total") !=
                       std::string::npos);
        refusal(service, definition(PORTICO_METRIC_COUNTER, "a b"));
        refusal(service, definition(0, "a"));
        refusal(service, definition(4, "a"));
        refusal(service, definition(PORTICO_METRIC_HISTOGRAM, "a"));
        auto many = definition(PORTICO_METRIC_COUNTER, "a");
        many.label_count = std::size_t{1} << 60u; // is not read
        refusal(service, many);
        auto divided = definition(PORTICO_METRIC_COUNTER, "a");
        divided.divisor = 0;
        refusal(service, divided);
        CPPUNIT_ASSERT_EQUAL(std::string(), written(service));
    }
    void testShorterDefinitionIsRefused() {
        const MetricsService service("p", registry_);
        auto shorter = definition(PORTICO_METRIC_COUNTER, "a");
        shorter.size -= 8;
        CPPUNIT_ASSERT(!refusal(service, shorter).empty());
    }
    void testMetricsOfAPluginAreBounded() {
        const MetricsService service("p", registry_);
        for (std::size_t i = 0; i < metrics::Registry::mostFamilies; ++i)
            define(service, definition(PORTICO_METRIC_COUNTER, "a" + std::to_string(i)));
        CPPUNIT_ASSERT(!refusal(service, definition(PORTICO_METRIC_COUNTER, "b"), PORTICO_UNAVAILABLE).empty());
    }
    void testSeriesNeedsOneValueForEachLabel() {
        const MetricsService service("p", registry_);
        portico_series* series = nullptr;
        const portico_str values[2] = {};
        CPPUNIT_ASSERT_EQUAL(PORTICO_INVALID,
                             service.table()->series(service.table()->ctx,
                                                     define(service, definition(PORTICO_METRIC_COUNTER, "a")), values,
                                                     2, &series));
        CPPUNIT_ASSERT(series == nullptr);
    }
    void testNullHandlesAreIgnored() {
        const MetricsService service("p", registry_);
        service.table()->add(nullptr, 1);
        service.table()->set(nullptr, 1);
        service.table()->observe(nullptr, 1);
    }
    void testUnknownFormatIsUnsupported() {
        const MetricsService service("p", registry_);
        const portico_sink sink{};
        CPPUNIT_ASSERT_EQUAL(PORTICO_UNSUPPORTED, service.table()->write(service.table()->ctx, 3, &sink));
    }
    void testErrorOfTheSinkIsReturned() {
        const MetricsService service("p", registry_);
        const portico_sink sink{nullptr, [](void*, portico_str) -> portico_status { return PORTICO_UNAVAILABLE; }};
        CPPUNIT_ASSERT_EQUAL(PORTICO_UNAVAILABLE,
                             service.table()->write(service.table()->ctx, PORTICO_METRICS_PROMETHEUS, &sink));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(MetricsServiceTest);

} // namespace
