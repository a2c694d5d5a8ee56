// SPDX-License-Identifier: Apache-2.0
// Counting, and the bound on the number of series.
#include "metrics/family.h"

#include <cppunit/extensions/HelperMacros.h>

#include <thread>

using namespace portico::metrics;

namespace {

std::string textOf(const Family& family) {
    Exposition out(Format::Prometheus);
    family.write(out);
    const std::string text = std::move(out).take();
    return text.substr(text.find('\n', text.find("# TYPE")) + 1);
}

class FamilyTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(FamilyTest);
    CPPUNIT_TEST(testMetricWithoutLabelsIsWrittenFromTheBeginning);
    CPPUNIT_TEST(testCounterNeverDecreases);
    CPPUNIT_TEST(testEachKindIgnoresWhatIsNotForIt);
    CPPUNIT_TEST(testValueOnABoundIsInItsBucket);
    CPPUNIT_TEST(testFurtherCombinationsAreCountedTogether);
    CPPUNIT_TEST(testUnusableValuesCountAsOther);
    CPPUNIT_TEST(testWrongNumberOfValuesHasNoSeries);
    CPPUNIT_TEST(testUnusedSeriesAreHiddenIfTheDefinitionSaysSo);
    CPPUNIT_TEST(testNoCountOfManyThreadsIsLost);
    CPPUNIT_TEST_SUITE_END();

public:
    void testMetricWithoutLabelsIsWrittenFromTheBeginning() {
        CPPUNIT_ASSERT_EQUAL(std::string("a_total 0\n"), textOf(Family({.name = "a"})));
        CPPUNIT_ASSERT_EQUAL(std::string(), textOf(Family({.name = "a", .labels = {"b"}})));
    }
    void testCounterNeverDecreases() {
        Family family({.name = "a"});
        Series& series = *family.series({});
        series.add(2);
        series.add(-1);
        series.add(0);
        CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, series.value());
    }
    void testEachKindIgnoresWhatIsNotForIt() {
        Family counter({.name = "a"}), gauge({.kind = Kind::Gauge, .name = "b"}),
            histogram({.kind = Kind::Histogram, .name = "c", .bounds = {1}});
        counter.series({})->set(5);
        counter.series({})->observe(5);
        gauge.series({})->observe(5);
        histogram.series({})->set(5);
        histogram.series({})->add(5);
        for (Family* family : {&counter, &gauge, &histogram}) CPPUNIT_ASSERT(family->series({})->isUnused());
        gauge.series({})->add(-5);
        CPPUNIT_ASSERT_EQUAL(std::string("b -5\n"), textOf(gauge));
    }
    void testValueOnABoundIsInItsBucket() {
        Family family({.kind = Kind::Histogram, .name = "h", .bounds = {10, 20}});
        Series& series = *family.series({});
        for (const std::int64_t value : {-1, 10, 11, 20, 21, 1000}) series.observe(value);
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{2}, series.bucket(0));
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{2}, series.bucket(1));
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{2}, series.bucket(2));
        CPPUNIT_ASSERT_EQUAL(std::int64_t{1061}, series.value());
    }
    // A client that chooses a label value must not fill the memory.
    void testFurtherCombinationsAreCountedTogether() {
        Family family({.name = "a", .labels = {"x", "y"}, .series = 2});
        Series* first = family.series({"1", "1"});
        CPPUNIT_ASSERT(family.series({"1", "2"}) != first);
        Series* other = family.series({"2", "1"});
        CPPUNIT_ASSERT(other == family.series({"3", "9"}));
        CPPUNIT_ASSERT(first == family.series({"1", "1"}));
        other->add(7);
        CPPUNIT_ASSERT(textOf(family).find("a_total{x=\"other\",y=\"other\"} 7\n") != std::string::npos);
        for (int i = 0; i < 1000; ++i) CPPUNIT_ASSERT(family.series({std::to_string(i), "z"}) == other);
    }
    void testUnusableValuesCountAsOther() {
        Family family({.name = "a", .labels = {"x"}});
        Series* other = family.series({"other"});
        CPPUNIT_ASSERT(other == family.series({"\xff"}));
        CPPUNIT_ASSERT(other == family.series({std::string(mostLabelValue + 1, 'x')}));
        CPPUNIT_ASSERT(other != family.series({std::string(mostLabelValue, 'x')}));
    }
    void testWrongNumberOfValuesHasNoSeries() {
        Family family({.name = "a", .labels = {"x"}});
        CPPUNIT_ASSERT(family.series({}) == nullptr);
        CPPUNIT_ASSERT(family.series({"1", "2"}) == nullptr);
    }
    void testUnusedSeriesAreHiddenIfTheDefinitionSaysSo() {
        Family family({.name = "a", .labels = {"x"}, .isShownUnused = false});
        family.series({"1"});
        family.series({"2"})->add(1);
        CPPUNIT_ASSERT_EQUAL(std::string("a_total{x=\"2\"} 1\n"), textOf(family));
    }
    void testNoCountOfManyThreadsIsLost() {
        Family family({.kind = Kind::Histogram, .name = "h", .labels = {"x"}, .bounds = {1}, .series = 2});
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&family, i] {
                for (int n = 0; n < 1000; ++n) family.series({std::to_string((n + i) % 4)})->observe(1);
            });
        while (textOf(family).find("\"other\"") == std::string::npos) std::this_thread::yield();
        for (std::thread& thread : threads) thread.join();
        std::uint64_t all = family.series({"other"})->bucket(0);
        for (const char* value : {"0", "1", "2", "3"})
            if (Series* series = family.series({value}); series != family.series({"other"})) all += series->bucket(0);
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{4000}, all);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(FamilyTest);

} // namespace
