// SPDX-License-Identifier: Apache-2.0
// The tests behind `is`.
#include "engine/builtins/filters.h"
#include "engine/operations/operators.h"
#include "engine/text/unicode.h"
#include "engine/value/compare.h"
#include "engine/value/iterate.h"
#include "engine/value/object.h"
#include "engine/value/print.h"

namespace pages_jinja {

namespace {

using TypeCheck = bool (*)(const Value&);

template <TypeCheck check>
bool simple(Rendering&, const Value& value, const Arguments& arguments) {
    Bound("the test", arguments, {});
    return check(value);
}

bool isDefined(const Value& v) { return !v.is(Type::Undefined); }
bool isUndefined(const Value& v) { return v.is(Type::Undefined); }
bool isNone(const Value& v) { return v.is(Type::None); }
bool isText(const Value& v) { return v.is(Type::Text); }
bool isNumber(const Value& v) { return v.isNumber(); }
bool isInteger(const Value& v) { return v.is(Type::Integer); }
bool isReal(const Value& v) { return v.is(Type::Real); }
bool isBoolean(const Value& v) { return v.is(Type::Boolean); }
bool isTrue(const Value& v) { return v.is(Type::Boolean) && v.boolean(); }
bool isFalse(const Value& v) { return v.is(Type::Boolean) && !v.boolean(); }
bool isMapping(const Value& v) { return v.is(Type::Map); }
// Python looks the name up in a dict.
const Value& mustBeKey(const Value& v) {
    if (v.is(Type::List) || v.is(Type::Map)) fail("a " + std::string(typeName(v)) + " is not a name");
    return v;
}

bool isFilter(const Value& v) { return mustBeKey(v).is(Type::Text) && findFilter(v.text()) != nullptr; }
bool isTest(const Value& v) { return mustBeKey(v).is(Type::Text) && findTest(v.text()) != nullptr; }

bool isSequence(const Value& v) {
    const bool range = v.is(Type::Object) && v.object().typeName() == "range";
    return range || v.is(Type::Text) || v.isSequence() || v.is(Type::Map) || v.is(Type::Undefined);
}

bool isCallable(const Value& v) { return v.is(Type::Undefined) || (v.is(Type::Object) && v.object().isCallable()); }

template <bool upper>
bool isCase(Rendering& r, const Value& value, const Arguments& arguments) {
    Bound("the test", arguments, {});
    return isAllCase(softText(r.arena, value).text(), upper);
}

bool restIs(Rendering& r, const Value& value, const Value& divisor, std::int64_t rest) {
    return equal(calculate(r, Operator::Modulo, value, divisor), Value::integer(rest));
}

template <std::int64_t rest>
bool parity(Rendering& r, const Value& value, const Arguments& arguments) {
    Bound("odd or even", arguments, {});
    return restIs(r, value, Value::integer(2), rest);
}

bool divisibleBy(Rendering& r, const Value& value, const Arguments& arguments) {
    return restIs(r, value, Bound("divisibleby", arguments, {"num"}, 1)[0], 0);
}

template <Comparison op>
bool comparedTo(Rendering& r, const Value& value, const Arguments& arguments) {
    return compare(r, op, value, Bound("the test", arguments, {"other"}, 1)[0]);
}

bool isSame(Rendering&, const Value& value, const Arguments& arguments) {
    const Bound given("sameas", arguments, {"other"}, 1);
    if (value.type() != given[0].type()) return false;
    switch (value.type()) {
    case Type::List:
    case Type::Tuple: return &value.sequence() == &given[0].sequence();
    case Type::Map: return &value.map() == &given[0].map();
    case Type::Object: return &value.object() == &given[0].object();
    default: return equal(value, given[0]);
    }
}

struct NamedTest {
    std::string_view name;
    Test test;
};

constexpr NamedTest tests[] = {
    {"defined", simple<isDefined>},
    {"undefined", simple<isUndefined>},
    {"none", simple<isNone>},
    {"string", simple<isText>},
    {"number", simple<isNumber>},
    {"integer", simple<isInteger>},
    {"float", simple<isReal>},
    {"boolean", simple<isBoolean>},
    {"true", simple<isTrue>},
    {"false", simple<isFalse>},
    {"mapping", simple<isMapping>},
    {"sequence", simple<isSequence>},
    {"iterable", simple<isIterable>},
    {"callable", simple<isCallable>},
    {"escaped", simple<isHtml>},
    {"filter", simple<isFilter>},
    {"test", simple<isTest>},
    {"upper", isCase<true>},
    {"lower", isCase<false>},
    {"odd", parity<1>},
    {"even", parity<0>},
    {"divisibleby", divisibleBy},
    {"sameas", isSame},
    {"in", comparedTo<Comparison::In>},
    {"==", comparedTo<Comparison::Equal>},
    {"eq", comparedTo<Comparison::Equal>},
    {"equalto", comparedTo<Comparison::Equal>},
    {"!=", comparedTo<Comparison::NotEqual>},
    {"ne", comparedTo<Comparison::NotEqual>},
    {"<", comparedTo<Comparison::Less>},
    {"lt", comparedTo<Comparison::Less>},
    {"lessthan", comparedTo<Comparison::Less>},
    {"<=", comparedTo<Comparison::LessOrEqual>},
    {"le", comparedTo<Comparison::LessOrEqual>},
    {">", comparedTo<Comparison::Greater>},
    {"gt", comparedTo<Comparison::Greater>},
    {"greaterthan", comparedTo<Comparison::Greater>},
    {">=", comparedTo<Comparison::GreaterOrEqual>},
    {"ge", comparedTo<Comparison::GreaterOrEqual>},
};

} // namespace

Test findTest(std::string_view name) {
    for (const NamedTest& known : tests)
        if (known.name == name) return known.test;
    return nullptr;
}

} // namespace pages_jinja
