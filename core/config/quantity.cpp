// SPDX-License-Identifier: Apache-2.0
// Durations and sizes differ only in their units, so they share one reader and one writer.
#include "config/quantity.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <span>

namespace portico::config {

namespace {

struct Unit {
    std::string_view name;
    std::int64_t factor;
};

// Largest first: a number is printed in the first unit that divides it.
constexpr std::array<Unit, 4> durationUnits{{{"d", 86'400}, {"h", 3'600}, {"m", 60}, {"s", 1}}};
constexpr std::array<Unit, 4> sizeUnits{{{"GiB", 1LL << 30}, {"MiB", 1LL << 20}, {"KiB", 1LL << 10}, {"B", 1}}};

std::optional<std::int64_t> parse(std::string_view text, std::span<const Unit> units) {
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const auto number = parseInteger(text.substr(0, digits));
    text.remove_prefix(digits);
    if (text.starts_with(' ')) text.remove_prefix(1);
    const auto unit = std::ranges::find(units, text, &Unit::name);
    if (!number || unit == units.end()) return std::nullopt;
    if (*number > std::numeric_limits<std::int64_t>::max() / unit->factor) return std::nullopt;
    return *number * unit->factor;
}

const Unit& unitFor(std::int64_t number, std::span<const Unit> units, const Unit& ofZero) {
    if (number == 0) return ofZero;
    return *std::ranges::find_if(units, [&](const Unit& unit) { return number % unit.factor == 0; });
}

} // namespace

std::optional<std::int64_t> parseInteger(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<double> parseReal(std::string_view text) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
    return number;
}

std::string realText(double number) {
    std::array<char, 32> text{};
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), number).ptr};
}

std::optional<std::int64_t> parseDuration(std::string_view text) { return parse(text, durationUnits); }

std::optional<std::int64_t> parseSize(std::string_view text) { return parse(text, sizeUnits); }

std::string durationText(std::int64_t seconds) {
    const Unit& unit = unitFor(seconds, durationUnits, durationUnits[3]);
    return std::to_string(seconds / unit.factor).append(unit.name);
}

std::string sizeText(std::int64_t bytes) {
    const Unit& unit = unitFor(bytes, sizeUnits, sizeUnits[3]);
    return std::to_string(bytes / unit.factor).append(" ").append(unit.name);
}

} // namespace portico::config
