// SPDX-License-Identifier: Apache-2.0
// Problem details (RFC 9457): the error body for programs. Contains only what the client may know, not the reason for the log.
#pragma once

#include "base/json_string.h"
#include "http/syntax/status/status_text.h"

namespace portico::http::syntax {

inline constexpr std::string_view problemContentType = "application/problem+json";

struct Problem {
    int status = 500;
    std::string_view title{};     // empty: the text of the status
    std::string_view detail{};    // empty members are omitted
    std::string_view requestId{}; // the extension "request_id", to be reported to the administrator
    std::string_view instance{};  // URI of this occurrence
    std::string_view type = "about:blank";
};

// One JSON object and a line end.
std::string problem(const Problem& problem);

} // namespace portico::http::syntax
