// SPDX-License-Identifier: Apache-2.0
// Problem details (RFC 9457): what a program gets instead of an error page. Says what the client may know; the reason for the log
// is not part of it.
#pragma once

#include "http/syntax/json_string.h"
#include "http/syntax/status_text.h"

namespace portico::http::syntax {

inline constexpr std::string_view problemContentType = "application/problem+json";

struct Problem {
    int status = 500;
    std::string_view title{};     // empty: the words of the status
    std::string_view detail{};    // empty members are left out
    std::string_view requestId{}; // the extension "request_id": what to tell the administrator
    std::string_view instance{};  // URI of this occurrence
    std::string_view type = "about:blank";
};

// One JSON object and a line end.
std::string problem(const Problem& problem);

} // namespace portico::http::syntax
