// SPDX-License-Identifier: Apache-2.0
#include "http/syntax/fields/traceparent.h"

#include <algorithm>
#include <cstddef>

namespace portico::http::syntax {

namespace {

// version-traceid-parentid-flags: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01
constexpr std::size_t traceAt = 3, traceSize = 32, parentAt = 36, parentSize = 16, flagsAt = 53, size = 55;

bool isHex(char c) noexcept { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

bool areHex(std::string_view digits) noexcept { return std::all_of(digits.begin(), digits.end(), isHex); }

bool isId(std::string_view digits) noexcept {
    return areHex(digits) && digits.find_first_not_of('0') != std::string_view::npos;
}

bool isOdd(char digit) noexcept { return (digit <= '9' ? digit - '0' : digit - 'a') % 2 == 1; } // 'a' is 10

} // namespace

// A later version may append fields after another dash; "ff" is no version.
std::optional<Traceparent> parseTraceparent(std::string_view value) noexcept {
    if (value.size() < size || value[2] != '-' || value[parentAt - 1] != '-' || value[flagsAt - 1] != '-')
        return std::nullopt;
    const std::string_view version = value.substr(0, 2);
    if (!areHex(version) || version == "ff") return std::nullopt;
    if (value.size() > size && (version == "00" || value[size] != '-')) return std::nullopt;
    const Traceparent trace{value.substr(traceAt, traceSize), value.substr(parentAt, parentSize),
                            isOdd(value[size - 1])};
    if (!isId(trace.traceId) || !isId(trace.parentId) || !areHex(value.substr(flagsAt, 2))) return std::nullopt;
    return trace;
}

} // namespace portico::http::syntax
