// SPDX-License-Identifier: Apache-2.0
// Numbers come first, then + and * of texts and lists.
#include "engine/operations/operators.h"

#include "engine/operations/format.h"
#include "engine/value/compare.h"
#include "engine/value/iterate.h"
#include "engine/value/object.h"
#include "engine/value/print.h"

#include <cmath>

namespace pages_jinja {

namespace {

constexpr std::string_view signs[] = {"+", "-", "*", "/", "//", "%", "**"};

std::string_view signOf(Operator op) { return signs[static_cast<std::size_t>(op)]; }

[[noreturn]] void failOperands(Operator op, const Value& a, const Value& b) {
    fail("unsupported operand types for " + std::string(signOf(op)) + ": " + std::string(typeName(a)) + " and " +
         std::string(typeName(b)));
}

[[noreturn]] void failOverflow(Operator op) {
    fail("the result of " + std::string(signOf(op)) + " does not fit into a whole number of 64 bits");
}

std::int64_t floorDivided(std::int64_t a, std::int64_t b) {
    const std::int64_t quotient = a / b;
    return (a % b != 0 && (a < 0) != (b < 0)) ? quotient - 1 : quotient;
}

Value power(std::int64_t base, std::int64_t exponent) {
    if (exponent < 0) {
        if (base == 0) fail("zero cannot be raised to a negative power");
        return Value::real(std::pow(static_cast<double>(base), static_cast<double>(exponent)));
    }
    std::int64_t result = 1;
    for (std::int64_t square = base; exponent > 0; exponent >>= 1) {
        if ((exponent & 1) != 0 && __builtin_mul_overflow(result, square, &result)) failOverflow(Operator::Power);
        if (exponent > 1 && __builtin_mul_overflow(square, square, &square)) failOverflow(Operator::Power);
    }
    return Value::integer(result);
}

Value wholeResult(Operator op, std::int64_t a, std::int64_t b) {
    std::int64_t result = 0;
    bool overflow = false;
    switch (op) {
    case Operator::Add: overflow = __builtin_add_overflow(a, b, &result); break;
    case Operator::Subtract: overflow = __builtin_sub_overflow(a, b, &result); break;
    case Operator::Multiply: overflow = __builtin_mul_overflow(a, b, &result); break;
    case Operator::Power: return power(a, b);
    default:
        if (b == 0) fail("division by zero");
        if (op == Operator::Divide) return Value::real(static_cast<double>(a) / static_cast<double>(b));
        if (b == -1) return op == Operator::Modulo ? Value::integer(0) : negated(Value::integer(a));
        result = op == Operator::Modulo ? a - floorDivided(a, b) * b : floorDivided(a, b);
    }
    if (overflow) failOverflow(op);
    return Value::integer(result);
}

double realModulo(double a, double b) {
    const double rest = std::fmod(a, b);
    if (rest == 0) return std::copysign(0.0, b);
    return (rest < 0) != (b < 0) ? rest + b : rest;
}

Value realResult(Operator op, double a, double b) {
    switch (op) {
    case Operator::Add: return Value::real(a + b);
    case Operator::Subtract: return Value::real(a - b);
    case Operator::Multiply: return Value::real(a * b);
    case Operator::Power: {
        if (a == 0 && b < 0) fail("zero cannot be raised to a negative power");
        if (a < 0 && std::floor(b) != b) fail("a negative number cannot be raised to a fraction");
        const double result = std::pow(a, b);
        if (std::isinf(result) && !std::isinf(a) && !std::isinf(b)) fail("the result of ** is too large");
        return Value::real(result);
    }
    default:
        if (b == 0) fail("division by zero");
        if (op == Operator::Divide) return Value::real(a / b);
        if (op == Operator::Modulo) return Value::real(realModulo(a, b));
        return Value::real(std::round((a - realModulo(a, b)) / b));
    }
}

Value joined(Rendering& rendering, const Value& a, const Value& b) {
    if (!a.is(Type::Text) && !b.is(Type::Text)) {
        if (a.type() != b.type() || !a.isSequence()) failOperands(Operator::Add, a, b);
        Sequence* items = rendering.newSequence(a.sequence().items.size() + b.sequence().items.size());
        for (const Value* side : {&a, &b})
            items->items.insert(items->items.end(), side->sequence().items.begin(), side->sequence().items.end());
        return a.is(Type::List) ? Value::list(items) : Value::tuple(items);
    }
    const bool markup = isHtml(a) || isHtml(b);
    if (!markup && a.type() != b.type()) failOperands(Operator::Add, a, b);
    if ((!a.is(Type::Text) && !isHtml(a)) || (!b.is(Type::Text) && !isHtml(b))) failOperands(Operator::Add, a, b);
    TextBuilder text(rendering.arena);
    for (const Value* side : {&a, &b}) markup ? appendForHtml(text, *side) : appendText(text, *side);
    return text.text(markup);
}

Value repeated(Rendering& rendering, const Value& what, std::int64_t times) {
    if (times < 0) times = 0;
    if (what.is(Type::Text)) {
        TextBuilder text(rendering.arena);
        if (!what.text().empty())
            for (std::int64_t i = 0; i < times; ++i) text.append(what.text());
        return text.text(what.isMarkup());
    }
    const auto& items = what.sequence().items;
    if (items.empty()) times = 0;
    rendering.step(static_cast<std::uint64_t>(times));
    Sequence* all = rendering.newSequence();
    for (std::int64_t i = 0; i < times; ++i) all->items.insert(all->items.end(), items.begin(), items.end());
    return what.is(Type::List) ? Value::list(all) : Value::tuple(all);
}

bool isRepeatable(const Value& value) { return value.is(Type::Text) || value.isSequence(); }

} // namespace

Value calculate(Rendering& rendering, Operator op, const Value& a, const Value& b) {
    if (a.isWhole() && b.isWhole()) return wholeResult(op, a.integer(), b.integer());
    if (a.isNumber() && b.isNumber()) return realResult(op, a.number(), b.number());
    if (a.is(Type::Undefined)) failUndefined(a);
    if (op == Operator::Modulo && a.is(Type::Text)) return percentFormatted(rendering, a, b);
    if (b.is(Type::Undefined)) failUndefined(b);
    if (op == Operator::Add) return joined(rendering, a, b);
    if (op == Operator::Multiply && isRepeatable(a) && b.isWhole()) return repeated(rendering, a, b.integer());
    if (op == Operator::Multiply && isRepeatable(b) && a.isWhole()) return repeated(rendering, b, a.integer());
    failOperands(op, a, b);
}

Value negated(const Value& value) {
    if (value.is(Type::Undefined)) failUndefined(value);
    if (value.is(Type::Real)) return Value::real(-value.real());
    if (!value.isWhole()) fail("bad operand for unary -: " + std::string(typeName(value)));
    if (value.integer() == INT64_MIN) failOverflow(Operator::Subtract);
    return Value::integer(-value.integer());
}

Value plus(const Value& value) {
    if (value.is(Type::Undefined)) failUndefined(value);
    if (!value.isNumber()) fail("bad operand for unary +: " + std::string(typeName(value)));
    return value.is(Type::Boolean) ? Value::integer(value.integer()) : value;
}

bool compare(Rendering& rendering, Comparison op, const Value& a, const Value& b) {
    switch (op) {
    case Comparison::Equal: return equal(a, b);
    case Comparison::NotEqual: return !equal(a, b);
    case Comparison::Less: return less(a, b);
    case Comparison::LessOrEqual: return lessOrEqual(a, b);
    case Comparison::Greater: return less(b, a);
    case Comparison::GreaterOrEqual: return lessOrEqual(b, a);
    case Comparison::In: return contains(rendering, b, a);
    case Comparison::NotIn: return !contains(rendering, b, a);
    }
    return false;
}

bool contains(Rendering& rendering, const Value& container, const Value& item) {
    if (container.is(Type::Text)) {
        if (!item.is(Type::Text)) fail("'in' a text needs a text, not " + std::string(typeName(item)));
        return container.text().find(item.text()) != std::string_view::npos;
    }
    if (container.is(Type::Map)) return container.map().find(item) != nullptr;
    Iterator iterator(rendering, container);
    for (Value other; iterator.next(other);)
        if (equal(other, item)) return true;
    return false;
}

} // namespace pages_jinja
