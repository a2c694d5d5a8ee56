// SPDX-License-Identifier: Apache-2.0
// The trace of a request, from the header traceparent (W3C Trace Context, level 1). Strict: anything that the specification does
// not allow is no trace, as if the header were absent. For the log only: any client may send any trace.
#pragma once

#include <optional>
#include <string_view>

namespace portico::http::syntax {

// Views into the header.
struct Traceparent {
    std::string_view traceId;  // 32 hexadecimal digits in lower case, not all 0
    std::string_view parentId; // 16 of them, not all 0
    bool sampled = false;      // the sender may have recorded the trace
};

// `value`: of the only traceparent header, without white space around it.
std::optional<Traceparent> parseTraceparent(std::string_view value) noexcept;

} // namespace portico::http::syntax
