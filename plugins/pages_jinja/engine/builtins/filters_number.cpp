// SPDX-License-Identifier: Apache-2.0
// Filters that produce or change numbers.
#include "engine/builtins/filters.h"
#include "engine/operations/number_format.h"
#include "engine/operations/operators.h"
#include "engine/value/literals.h"
#include "engine/value/object.h"

#include <algorithm>
#include <cmath>

namespace pages_jinja {

namespace {

std::int64_t wholeFrom(double value) {
    if (!(std::abs(value) < 9.2e18)) fail("a number that does not fit into 64 bits");
    return static_cast<std::int64_t>(value);
}

Value toInt(Rendering&, const Value& value, const Arguments& arguments) {
    const Bound given("int", arguments, {"default", "base"});
    if (value.is(Type::Undefined)) failUndefined(value);
    if (value.isWhole()) return Value::integer(value.integer());
    double real = std::nan("");
    if (value.is(Type::Real)) real = value.real();
    if (value.is(Type::Text)) {
        const std::int64_t base = !given.has(1) ? 10 : given[1].isWhole() ? given[1].integer() : -1;
        const bool isBase = base == 0 || (base >= 2 && base <= 36);
        const auto whole = isBase ? parseWhole(value.text(), static_cast<int>(base)) : std::nullopt;
        if (whole) return Value::integer(*whole);
        real = parseReal(value.text()).value_or(real);
        if (std::isinf(real)) real = std::nan("");
    }
    if (std::isnan(real)) return given.value(0, Value::integer(0));
    return Value::integer(wholeFrom(real));
}

Value toFloat(Rendering&, const Value& value, const Arguments& arguments) {
    const Bound given("float", arguments, {"default"});
    if (value.is(Type::Undefined)) failUndefined(value);
    if (value.isNumber()) return Value::real(value.number());
    const auto real = value.is(Type::Text) ? parseReal(value.text()) : std::nullopt;
    return real ? Value::real(*real) : given.value(0, Value::real(0));
}

Value absolute(Rendering&, const Value& value, const Arguments& arguments) {
    Bound("abs", arguments, {});
    if (value.is(Type::Real)) return Value::real(std::abs(value.real()));
    if (!value.isWhole()) fail("abs needs a number, got " + std::string(typeName(value)));
    return value.integer() < 0 ? negated(value) : Value::integer(value.integer());
}

Value roundWhole(const Value& value, std::int64_t precision) {
    if (precision >= 0) return Value::integer(value.integer());
    if (precision < -18) return Value::integer(0);
    std::int64_t unit = 1;
    for (std::int64_t i = 0; i > precision; --i) unit *= 10;
    const std::int64_t below = value.integer() % unit;
    const std::int64_t rest = below < 0 ? below + unit : below; // distance from the next lower multiple
    const std::int64_t low = value.integer() - rest;
    const bool up = rest * 2 > unit || (rest * 2 == unit && (low / unit) % 2 != 0);
    return Value::integer(up ? low + unit : low);
}

Value round(Rendering&, const Value& value, const Arguments& arguments) {
    const Bound given("round", arguments, {"precision", "method"});
    const std::string_view method = given.text(1, "common");
    const bool isWhole = given.has(0) && given[0].is(Type::None) && method == "common";
    const std::int64_t precision = isWhole ? 0 : given.integer(0, 0);
    if (method != "common" && method != "ceil" && method != "floor")
        fail("round: method must be common, ceil or floor");
    if (!value.isNumber()) fail("round needs a number, got " + std::string(typeName(value)));
    const int digits = static_cast<int>(std::clamp<std::int64_t>(precision, -400, 400));
    if (isWhole && value.is(Type::Real)) return Value::integer(wholeFrom(std::nearbyint(value.real())));
    if (method == "common")
        return value.isWhole() ? roundWhole(value, precision) : Value::real(roundedTo(value.real(), digits));
    const double unit = std::pow(10.0, digits);
    const double scaled = value.number() * unit;
    if (!std::isfinite(scaled)) fail("round: the number is too large");
    const double whole = method == "ceil" ? std::ceil(scaled) : std::floor(scaled);
    return Value::real((whole + 0.0) / unit); // Python's result is an integer, which has no -0
}

Value fileSize(Rendering& r, const Value& value, const Arguments& arguments) {
    static constexpr const char* decimal[] = {"kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"};
    static constexpr const char* binary[] = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"};
    const Bound given("filesizeformat", arguments, {"binary"});
    if (value.is(Type::Undefined)) failUndefined(value);
    const auto parsed = value.is(Type::Text) ? parseReal(value.text()) : std::optional(value.number());
    if (!parsed || (!value.is(Type::Text) && !value.isNumber())) fail("filesizeformat needs a number");
    const double bytes = *parsed;
    const double base = given.flag(0) ? 1024 : 1000;
    if (bytes == 1) return Value::text("1 Byte");
    if (bytes < base) return r.copy(std::to_string(wholeFrom(bytes)) + " Bytes");
    std::size_t step = 0;
    long double unit = base * base; // exact, like Python's integers
    for (; bytes >= unit && step < 7; ++step) unit *= base;
    return r.copy(formatReal(base * bytes / static_cast<double>(unit), 'f', 1, false) + " " +
                  (given.flag(0) ? binary : decimal)[step]);
}

constexpr NamedFilter filters[] = {
    {"int", toInt}, {"float", toFloat}, {"abs", absolute}, {"round", round}, {"filesizeformat", fileSize},
};

} // namespace

std::span<const NamedFilter> numberFilters() { return filters; }

} // namespace pages_jinja
