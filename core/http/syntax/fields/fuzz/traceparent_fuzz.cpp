// SPDX-License-Identifier: Apache-2.0
// Any bytes as a traceparent header: a trace that is accepted is at its place and contains only digits.
#include "http/syntax/fields/traceparent.h"

#include <cstdint>
#include <cstdlib>

using namespace portico::http::syntax;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view value(reinterpret_cast<const char*>(data), size);
    const auto trace = parseTraceparent(value);
    if (!trace) return 0;
    constexpr std::string_view digits = "0123456789abcdef";
    if (value.size() < 55 || trace->traceId != value.substr(3, 32) || trace->parentId != value.substr(36, 16))
        std::abort();
    if (value.substr(0, 2).find_first_not_of(digits) != std::string_view::npos) std::abort();
    for (const std::string_view id : {trace->traceId, trace->parentId})
        if (id.find_first_not_of(digits) != std::string_view::npos ||
            id.find_first_not_of('0') == std::string_view::npos)
            std::abort();
    return 0;
}
