// SPDX-License-Identifier: Apache-2.0
// Names, labels and bounds by the Prometheus data model.
#include "metrics/definition.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::metrics;

namespace {

class DefinitionTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(DefinitionTest);
    CPPUNIT_TEST(testNamesAreWords);
    CPPUNIT_TEST(testNamesThatAnotherMetricWritesAreReserved);
    CPPUNIT_TEST(testTwoPluginsNeverHaveTheSameMetric);
    CPPUNIT_TEST(testLabelsAreDifferentWords);
    CPPUNIT_TEST(testBoundsOfAHistogramAscend);
    CPPUNIT_TEST(testLimitsOfADefinition);
    CPPUNIT_TEST_SUITE_END();

    static bool isName(std::string_view name) { return nameProblem(name).empty(); }
    static bool isGood(const Definition& definition) { return problemOf(definition).empty(); }

public:
    void testNamesAreWords() {
        for (const char* good : {"a", "entries", "lookup_seconds", "A1", "totals"}) CPPUNIT_ASSERT(isName(good));
        for (const char* bad : {"", "1a", "_a", "a-b", "a b", "a:b", "a.b", "\xc3\xa9", "a\n", "a{b=\"c\"}"})
            CPPUNIT_ASSERT(!isName(bad));
        CPPUNIT_ASSERT(isName(std::string(mostName, 'a')));
        CPPUNIT_ASSERT(!isName(std::string(mostName + 1, 'a')));
        CPPUNIT_ASSERT(!isName(std::string_view("a\0b", 3)));
    }
    void testNamesThatAnotherMetricWritesAreReserved() {
        for (const char* bad : {"a_total", "a_sum", "a_count", "a_bucket", "a_created", "a_info"})
            CPPUNIT_ASSERT(!isName(bad));
    }
    // With one underscore, metric "b_c" of plugin "a" and metric "c" of plugin "a_b" were the same.
    void testTwoPluginsNeverHaveTheSameMetric() {
        CPPUNIT_ASSERT_EQUAL(std::string("guestbook__entries"), nameFor("guestbook", "entries"));
        CPPUNIT_ASSERT(nameFor("a", "b_c") != nameFor("a_b", "c"));
        CPPUNIT_ASSERT(nameFor("a", "b__c") != nameFor("a__b", "c") || !isName("_"));
        CPPUNIT_ASSERT(!nameFor("portico", "http_requests").starts_with("portico_http"));
    }
    void testLabelsAreDifferentWords() {
        CPPUNIT_ASSERT(isGood({.labels = {"method", "route"}}));
        for (const char* bad : {"", "_a", "__name__", "a-b", "le", "quantile", "a:b"})
            CPPUNIT_ASSERT(!isGood({.labels = {"method", bad}}));
        CPPUNIT_ASSERT(!isGood({.labels = {"a", "b", "a"}}));
        CPPUNIT_ASSERT(isGood({.labels = {"a", "b", "c", "d", "e", "f", "g", "h"}}));
        CPPUNIT_ASSERT(!isGood({.labels = {"a", "b", "c", "d", "e", "f", "g", "h", "i"}}));
    }
    void testBoundsOfAHistogramAscend() {
        CPPUNIT_ASSERT(isGood({.kind = Kind::Histogram, .bounds = {-1, 0, 5}}));
        CPPUNIT_ASSERT(!isGood({.kind = Kind::Histogram, .bounds = {}}));
        CPPUNIT_ASSERT(!isGood({.kind = Kind::Histogram, .bounds = {1, 1}}));
        CPPUNIT_ASSERT(!isGood({.kind = Kind::Histogram, .bounds = {2, 1}}));
        CPPUNIT_ASSERT(!isGood({.kind = Kind::Counter, .bounds = {1}}));
        std::vector<std::int64_t> many;
        for (std::size_t i = 0; i < mostBounds; ++i) many.push_back(static_cast<std::int64_t>(i));
        CPPUNIT_ASSERT(isGood({.kind = Kind::Histogram, .bounds = many}));
        many.push_back(1000);
        CPPUNIT_ASSERT(!isGood({.kind = Kind::Histogram, .bounds = many}));
    }
    void testLimitsOfADefinition() {
        CPPUNIT_ASSERT(isGood({.help = std::string(mostHelp, 'x')}));
        CPPUNIT_ASSERT(!isGood({.help = std::string(mostHelp + 1, 'x')}));
        CPPUNIT_ASSERT(!isGood({.help = "\xff"}));
        CPPUNIT_ASSERT(!isGood({.divisor = 0}));
        CPPUNIT_ASSERT(!isGood({.divisor = -1}));
        CPPUNIT_ASSERT(!isGood({.series = 0}));
        CPPUNIT_ASSERT(isGood({.series = mostSeries}));
        CPPUNIT_ASSERT(!isGood({.series = mostSeries + 1}));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(DefinitionTest);

} // namespace
