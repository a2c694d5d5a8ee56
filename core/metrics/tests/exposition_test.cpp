// SPDX-License-Identifier: Apache-2.0
// The text of metrics, byte by byte; tests/integration/metrics_test.py reads it with an independent parser.
#include "metrics/exposition.h"

#include <cppunit/extensions/HelperMacros.h>

#include <limits>

using namespace portico::metrics;

namespace {

std::string labels(const std::vector<std::string>& names, const std::vector<std::string_view>& values) {
    return labelText(names, values);
}

class ExpositionTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ExpositionTest);
    CPPUNIT_TEST(testCounterHasItsEndingWhereTheFormatWantsIt);
    CPPUNIT_TEST(testHistogramIsCumulative);
    CPPUNIT_TEST(testValuesAreDivided);
    CPPUNIT_TEST(testLabelValuesCannotBreakALine);
    CPPUNIT_TEST(testHelpCannotBreakALine);
    CPPUNIT_TEST(testDifferentValuesNeverGiveTheSameText);
    CPPUNIT_TEST_SUITE_END();

    static std::string counter(Format format) {
        Exposition out(format);
        out.begin(Kind::Counter, "a", "Help.");
        out.sample("", 3);
        return std::move(out).take();
    }
    static std::string value(std::int64_t value, std::int64_t divisor) {
        Exposition out(Format::Prometheus);
        out.begin(Kind::Gauge, "a", "");
        out.sample("", value, divisor);
        const std::string text = std::move(out).take();
        return text.substr(text.rfind("a ") + 2);
    }

public:
    void testCounterHasItsEndingWhereTheFormatWantsIt() {
        CPPUNIT_ASSERT_EQUAL(std::string("# HELP a_total Help.\n# TYPE a_total counter\na_total 3\n"),
                             counter(Format::Prometheus));
        CPPUNIT_ASSERT_EQUAL(std::string("# HELP a Help.\n# TYPE a counter\na_total 3\n# EOF\n"),
                             counter(Format::OpenMetrics));
    }
    void testHistogramIsCumulative() {
        const Definition definition{.kind = Kind::Histogram, .name = "h", .bounds = {1, 1500}, .divisor = 1000};
        Exposition out(Format::Prometheus);
        out.begin(Kind::Histogram, "h", "Help.");
        out.histogram("x=\"y\"", definition, std::vector<std::uint64_t>{2, 0, 5}, 4321);
        CPPUNIT_ASSERT_EQUAL(std::string("# HELP h Help.\n# TYPE h histogram\n"
                                         "h_bucket{x=\"y\",le=\"0.001\"} 2\n"
                                         "h_bucket{x=\"y\",le=\"1.5\"} 2\n"
                                         "h_bucket{x=\"y\",le=\"+Inf\"} 7\n"
                                         "h_sum{x=\"y\"} 4.321\n"
                                         "h_count{x=\"y\"} 7\n"),
                             std::move(out).take());
    }
    void testValuesAreDivided() {
        CPPUNIT_ASSERT_EQUAL(std::string("5\n"), value(5, 1));
        CPPUNIT_ASSERT_EQUAL(std::string("-5\n"), value(-5, 1));
        CPPUNIT_ASSERT_EQUAL(std::string("0.005\n"), value(5, 1000));
        CPPUNIT_ASSERT_EQUAL(std::string("1e-09\n"), value(1, 1'000'000'000));
        CPPUNIT_ASSERT_EQUAL(std::string("9223372036854775807\n"), value(std::numeric_limits<std::int64_t>::max(), 1));
    }
    void testLabelValuesCannotBreakALine() {
        CPPUNIT_ASSERT_EQUAL(std::string(R"(a="x\"} 1\nforged 2\\")"), labels({"a"}, {"x\"} 1\nforged 2\\"}));
        CPPUNIT_ASSERT_EQUAL(std::string("a=\"\",b=\"\xc3\xa9\""), labels({"a", "b"}, {"", "\xc3\xa9"}));
    }
    void testHelpCannotBreakALine() {
        for (const auto& [format, text] : {std::pair(Format::Prometheus, R"(# HELP a x\n# TYPE "y" \\)"),
                                           std::pair(Format::OpenMetrics, R"(# HELP a x\n# TYPE \"y\" \\)")}) {
            Exposition out(format);
            out.begin(Kind::Gauge, "a", "x\n# TYPE \"y\" \\");
            CPPUNIT_ASSERT(std::move(out).take().starts_with(std::string(text) + "\n# TYPE a gauge\n"));
        }
    }
    void testDifferentValuesNeverGiveTheSameText() {
        CPPUNIT_ASSERT(labels({"a", "b"}, {"x\",b=\"y", ""}) != labels({"a", "b"}, {"x", "y"}));
        CPPUNIT_ASSERT(labels({"a"}, {"\n"}) != labels({"a"}, {"\\n"}));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ExpositionTest);

} // namespace
