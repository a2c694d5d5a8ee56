// SPDX-License-Identifier: Apache-2.0
// Problem details.
#include "http/syntax/status/problem.h"

namespace portico::http::syntax {

namespace {

// `name` is a literal of this file and needs no escaping.
void member(std::string& out, std::string_view name, std::string_view text) {
    if (!text.empty()) out.append(",\"").append(name).append("\":").append(base::jsonString(text));
}

} // namespace

std::string problem(const Problem& problem) {
    std::string out = "{\"type\":" + base::jsonString(problem.type.empty() ? "about:blank" : problem.type);
    member(out, "title", problem.title.empty() ? statusText(problem.status) : problem.title);
    out.append(",\"status\":").append(std::to_string(problem.status));
    member(out, "detail", problem.detail);
    member(out, "instance", problem.instance);
    member(out, "request_id", problem.requestId);
    out += "}\n";
    return out;
}

} // namespace portico::http::syntax
