// SPDX-License-Identifier: Apache-2.0
// The Range header with bytes.
#include "http/syntax/fields/byte_range.h"

#include "base/byte_set.h"
#include "http/syntax/message/header_field.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace portico::http::syntax {

namespace {

// Digits only; a number beyond 64 bits becomes the maximum, which is after every end.
std::optional<std::uint64_t> number(std::string_view text) noexcept {
    if (text.empty() || !base::digitBytes.hasAll(text)) return std::nullopt;
    constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t value = 0;
    for (const char c : text) {
        const auto digit = static_cast<std::uint64_t>(c - '0');
        if (value > (most - digit) / 10) return most;
        value = value * 10 + digit;
    }
    return value;
}

struct Spec {
    bool good = false;
    std::optional<ByteRange> range{}; // none: it begins after the end
};

// "-500": the last 500 bytes.
Spec suffix(std::string_view digits, std::uint64_t length) noexcept {
    const auto count = number(digits);
    if (!count) return {};
    if (*count == 0) return {true};
    const std::uint64_t taken = std::min(*count, length);
    return {true, ByteRange{length - taken, taken}};
}

// "0-499", "500-".
Spec parseSpec(std::string_view text, std::uint64_t length) noexcept {
    const std::size_t dash = text.find('-');
    if (dash == std::string_view::npos) return {};
    if (dash == 0) return suffix(text.substr(1), length);
    const auto first = number(text.substr(0, dash));
    const bool open = dash + 1 == text.size();
    const auto last = open ? std::optional(length) : number(text.substr(dash + 1));
    if (!first || !last || (!open && *last < *first)) return {};
    if (*first >= length) return {true};
    return {true, ByteRange{*first, std::min(*last, length - 1) - *first + 1}};
}

bool near(const ByteRange& a, const ByteRange& b, std::uint64_t gap) noexcept {
    const ByteRange& left = a.first <= b.first ? a : b;
    const ByteRange& right = a.first <= b.first ? b : a;
    const std::uint64_t end = left.first + left.length;
    return right.first <= end || right.first - end <= gap;
}

ByteRange together(const ByteRange& a, const ByteRange& b) noexcept {
    const std::uint64_t first = std::min(a.first, b.first);
    return {first, std::max(a.first + a.length, b.first + b.length) - first};
}

// Merges every part that is near the new one; the result takes the place of the first of them. A merged part may be near others.
void merge(std::vector<ByteRange>& parts, ByteRange range, std::uint64_t gap) {
    std::size_t place = parts.size();
    for (std::size_t i = 0; i < parts.size();) {
        if (!near(parts[i], range, gap)) {
            ++i;
            continue;
        }
        range = together(parts[i], range);
        place = std::min(place, i);
        parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(i));
        i = 0;
    }
    parts.insert(parts.begin() + static_cast<std::ptrdiff_t>(std::min(place, parts.size())), range);
}

} // namespace

RangeRequest parseRange(std::string_view range, std::uint64_t length, const RangeLimits& limits) {
    constexpr std::string_view unit = "bytes=";
    if (length == 0 || !equalsIgnoreCase(range.substr(0, unit.size()), unit)) return {};
    range.remove_prefix(unit.size());
    RangeRequest request{RangeRequest::Kind::Unsatisfiable};
    std::size_t count = 0;
    while (const auto text = nextElement(range)) {
        const Spec spec = parseSpec(*text, length);
        if (!spec.good || ++count > limits.ranges) return {};
        if (spec.range) merge(request.parts, *spec.range, limits.gap);
    }
    if (count == 0) return {};
    if (!request.parts.empty()) request.kind = RangeRequest::Kind::Parts;
    return request;
}

std::string contentRange(const ByteRange& part, std::uint64_t length) {
    return "bytes " + std::to_string(part.first) + '-' + std::to_string(part.first + part.length - 1) + '/' +
           std::to_string(length);
}

std::string contentRange(std::uint64_t length) { return "bytes */" + std::to_string(length); }

} // namespace portico::http::syntax
