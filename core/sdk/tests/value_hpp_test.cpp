// SPDX-License-Identifier: Apache-2.0
// Values of <portico/value.hpp> across the ABI boundary: the other side sees the tree that was built.
#include <portico/value.hpp>

#include <cppunit/extensions/HelperMacros.h>
#include <limits>

namespace portico {

class ValueHppTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ValueHppTest);
    CPPUNIT_TEST(testATreeOfEveryTypeComesBackAsItWas);
    CPPUNIT_TEST(testExtremesComeBackAsTheyWere);
    CPPUNIT_TEST(testTextsWithNulEmptyAndLongComeBackAsTheyWere);
    CPPUNIT_TEST(testLiteralsAreTextAndNoBooleans);
    CPPUNIT_TEST(testIntegersOfEveryWidthAreIntegers);
    CPPUNIT_TEST(testARealThatIsNotFiniteBecomesNone);
    CPPUNIT_TEST(testMapsKeepTheirOrder);
    CPPUNIT_TEST(testTextsAreBorrowedNotCopied);
    CPPUNIT_TEST(testAWideAndADeepTreeComeBackAsTheyWere);
    CPPUNIT_TEST_SUITE_END();

    // The value as a reader on the other side of the ABI boundary sees it.
    static Value read(const portico_value& value) {
        CPPUNIT_ASSERT_EQUAL(0u, value.reserved);
        switch (value.type) {
        case PORTICO_NONE: return Value();
        case PORTICO_BOOLEAN: return Value(value.as.integer == 1);
        case PORTICO_INTEGER: return Value(value.as.integer);
        case PORTICO_REAL: return Value(value.as.real);
        case PORTICO_TEXT: return Value(view(value.as.text));
        case PORTICO_LIST: return readList(value.as.list);
        case PORTICO_MAP: return readMap(value.as.map);
        default: CPPUNIT_FAIL("a type that abi.h does not have"); return Value();
        }
    }
    static Value readList(const portico_list& list) {
        Value::List items;
        for (std::size_t i = 0; i < list.count; ++i) items.push_back(read(list.items[i]));
        return items;
    }
    static Value readMap(const portico_map& map) {
        Value::Map members;
        for (std::size_t i = 0; i < map.count; ++i)
            members.push_back({std::string(view(map.members[i].key)), read(map.members[i].value)});
        return members;
    }

    static bool same(const Value& a, const Value& b) {
        if (a.data().index() != b.data().index()) return false;
        if (const auto* list = std::get_if<Value::List>(&a.data())) {
            const auto& other = std::get<Value::List>(b.data());
            return std::equal(list->begin(), list->end(), other.begin(), other.end(), same);
        }
        if (const auto* map = std::get_if<Value::Map>(&a.data())) {
            const auto& other = std::get<Value::Map>(b.data());
            return std::equal(map->begin(), map->end(), other.begin(), other.end(),
                              [](const auto& x, const auto& y) { return x.key == y.key && same(x.value, y.value); });
        }
        if (const auto* text = std::get_if<std::string>(&a.data())) return *text == std::get<std::string>(b.data());
        if (const auto* real = std::get_if<double>(&a.data())) return *real == std::get<double>(b.data());
        if (const auto* number = std::get_if<std::int64_t>(&a.data()))
            return *number == std::get<std::int64_t>(b.data());
        if (const auto* flag = std::get_if<bool>(&a.data())) return *flag == std::get<bool>(b.data());
        return true; // nothing
    }
    static void mustComeBack(const Value& value) { CPPUNIT_ASSERT(same(value, read(*BorrowedValue(value).get()))); }
    static std::uint32_t typeOf(const Value& value) { return BorrowedValue(value).get()->type; }

    void testATreeOfEveryTypeComesBackAsItWas() {
        mustComeBack(Value::Map{{"nothing", Value()},
                                {"yes", true},
                                {"no", false},
                                {"integer", 42},
                                {"real", 0.25},
                                {"text", "Zoë"},
                                {"empty list", Value::List{}},
                                {"empty map", Value::Map{}},
                                {"list", Value::List{1, "two", 3.0, Value::List{true}, Value()}},
                                {"map", Value::Map{{"inner", Value::Map{{"text", "deep"}}}}}});
    }
    void testExtremesComeBackAsTheyWere() {
        mustComeBack(Value::List{std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max(),
                                 std::numeric_limits<double>::max(), std::numeric_limits<double>::denorm_min(), -0.0});
    }
    void testTextsWithNulEmptyAndLongComeBackAsTheyWere() {
        const std::string nul("a\0b\0", 4);
        mustComeBack(Value::List{nul, std::string(), "", std::string(1 << 20, 'x')});
        mustComeBack(Value::Map{{nul, 1}, {"", 2}, {std::string(1 << 20, 'k'), 3}});
    }
    void testLiteralsAreTextAndNoBooleans() {
        CPPUNIT_ASSERT_EQUAL(PORTICO_TEXT, typeOf("text"));
        CPPUNIT_ASSERT_EQUAL(PORTICO_TEXT, typeOf(std::string_view("text")));
        CPPUNIT_ASSERT_EQUAL(PORTICO_BOOLEAN, typeOf(true));
    }
    void testIntegersOfEveryWidthAreIntegers() {
        for (const Value& value : Value::List{std::int8_t{-1}, std::uint8_t{1}, short{2}, 3u, 4L, 5uLL, std::size_t{6}})
            CPPUNIT_ASSERT_EQUAL(PORTICO_INTEGER, typeOf(value));
    }
    void testARealThatIsNotFiniteBecomesNone() { // abi.h promises that a real is finite
        for (const double real : {std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(),
                                  std::numeric_limits<double>::quiet_NaN()})
            CPPUNIT_ASSERT_EQUAL(PORTICO_NONE, typeOf(real));
    }
    void testMapsKeepTheirOrder() {
        const Value::Map map{{"z", 1}, {"a", 2}, {"m", 3}};
        const BorrowedValue borrowed(map);
        CPPUNIT_ASSERT(view(borrowed.get()->as.map.members[0].key) == "z");
        CPPUNIT_ASSERT(view(borrowed.get()->as.map.members[2].key) == "m");
    }
    void testTextsAreBorrowedNotCopied() {
        const Value value(std::string(100, 'x'));
        CPPUNIT_ASSERT(std::get<std::string>(value.data()).data() == BorrowedValue(value).get()->as.text.ptr);
    }
    void testAWideAndADeepTreeComeBackAsTheyWere() {
        mustComeBack(Value::List(100000, Value(1)));
        Value deep("core");
        for (int level = 0; level < 200; ++level) deep = Value::List{Value::Map{{"next", std::move(deep)}}, level};
        mustComeBack(deep);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ValueHppTest);

} // namespace portico
