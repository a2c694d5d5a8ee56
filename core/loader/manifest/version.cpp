// SPDX-License-Identifier: Apache-2.0
#include "loader/manifest/version.h"

#include <algorithm>
#include <charconv>

namespace portico::loader {

namespace {

constexpr std::size_t longestVersion = 100;                       // bytes of a version or range
constexpr std::size_t mostDigits = 9;                             // of a number
constexpr std::size_t mostConditions = 8;                         // of a range
constexpr std::string_view signs[] = {">=", "<=", ">", "<", "="}; // the longer ones first

bool isDecimal(char c) { return c >= '0' && c <= '9'; }

// Reads a number and removes it from `text`.
std::optional<std::uint32_t> takeNumber(std::string_view& text) {
    const auto end = std::ranges::find_if_not(text, isDecimal);
    const auto digits = static_cast<std::size_t>(end - text.begin());
    std::uint32_t number = 0;
    if (digits == 0 || digits > mostDigits) return std::nullopt;
    std::from_chars(text.data(), text.data() + digits, number);
    text.remove_prefix(digits);
    return number;
}

// The next word, which is removed from `text`.
std::string_view takeWord(std::string_view& text) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    return word;
}

} // namespace

std::optional<Version> Version::read(std::string_view text) {
    if (text.size() > longestVersion) return std::nullopt;
    Version version;
    for (std::size_t i = 0;; ++i) {
        const auto number = takeNumber(text);
        if (!number) return std::nullopt;
        version.numbers.at(i) = *number;
        if (text.empty() || text.front() != '.') break;
        if (i + 1 == version.numbers.size()) return std::nullopt;
        text.remove_prefix(1);
    }
    if (text.empty() || text.front() == '+') return version;
    version.isEarly = true;
    return text.front() == '-' || text.front() == '~' ? std::optional(version) : std::nullopt;
}

bool VersionRange::Condition::holds(const Version& version) const {
    if (sign == "<") return version.numbers < bound.numbers;
    if (sign == "<=") return version.numbers <= bound.numbers;
    if (sign == ">") return version.numbers > bound.numbers;
    const bool isSame = version.numbers == bound.numbers && !version.isEarly;
    return isSame || (sign == ">=" && version.numbers > bound.numbers);
}

std::optional<VersionRange> VersionRange::read(std::string_view text) {
    if (text.empty() || text.size() > longestVersion || text.back() == ' ') return std::nullopt;
    VersionRange range;
    range.text_ = text;
    while (!text.empty()) {
        std::string_view word = takeWord(text);
        const auto* sign = std::ranges::find_if(signs, [&](std::string_view one) { return word.starts_with(one); });
        if (sign == std::end(signs) || range.conditions_.size() == mostConditions) return std::nullopt;
        word.remove_prefix(sign->size());
        const auto bound = Version::read(word);
        if (!bound || bound->isEarly) return std::nullopt;
        range.conditions_.push_back({*sign, *bound});
    }
    return range;
}

bool VersionRange::contains(const Version& version) const {
    return std::ranges::all_of(conditions_, [&](const Condition& condition) { return condition.holds(version); });
}

} // namespace portico::loader
