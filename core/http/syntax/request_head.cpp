// SPDX-License-Identifier: Apache-2.0
// The head of a request. Its lines are cut at LF; that no other LF, CR or control is in them is checked part by part.
#include "http/syntax/request_head.h"

#include "http/syntax/byte_set.h"
#include "http/syntax/find_control.h"

namespace portico::http::syntax {

namespace {

struct Fault {
    int status = 0; // 0: none
    std::string_view reason;
};

// Cuts a line off the front; nothing if it does not end in CRLF.
std::optional<std::string_view> takeLine(std::string_view& rest) noexcept {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos || end == 0 || rest[end - 1] != '\r') return std::nullopt;
    const std::string_view line = rest.substr(0, end - 1);
    rest.remove_prefix(end + 1);
    return line;
}

bool skipEmptyLines(std::string_view& rest) noexcept {
    std::size_t lines = 0;
    while (rest.starts_with("\r\n") && ++lines <= HeadLimits::mostEmptyLines) rest.remove_prefix(2);
    return lines <= HeadLimits::mostEmptyLines;
}

Fault checkVersion(std::string_view version) noexcept {
    if (version == "HTTP/1.1" || version == "HTTP/1.0") return {};
    const bool http = version.size() == 8 && version.starts_with("HTTP/") && digitBytes.has(version[5]) &&
                      version[6] == '.' && digitBytes.has(version[7]);
    return http ? Fault{505, "a version of HTTP other than 1.0 and 1.1"}
                : Fault{400, "the request line names no HTTP version"};
}

Fault parseRequestLine(std::string_view line, const HeadLimits& limits, RequestHead& out) noexcept {
    out.method = takeToken(line);
    if (out.method.empty() || !line.starts_with(' ')) return {400, "the request line begins with no method and space"};
    line.remove_prefix(1);
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos || space == 0) return {400, "the request line has no target"};
    out.target = line.substr(0, space);
    out.version = line.substr(space + 1);
    if (findControl(out.target) != out.target.size()) return {400, "a control in the target"};
    if (const Fault fault = checkVersion(out.version); fault.status != 0) return fault;
    if (out.method.size() > HeadLimits::mostMethodBytes) return {501, "a method longer than any"};
    if (out.target.size() > limits.target) return {414, "the target is longer than its limit"};
    return {};
}

Fault parseFields(std::string_view rest, const HeadLimits& limits, std::vector<Field>& out) {
    const std::size_t whole = rest.size();
    for (;;) {
        const auto line = takeLine(rest);
        if (!line) return {400, "a header line that does not end in CRLF"};
        if (line->empty()) return rest.empty() ? Fault{} : Fault{400, "bytes behind the head"};
        if (whole - rest.size() > limits.headerBytes) return {431, "the header is longer than its limit"};
        if (out.size() == limits.headerCount) return {431, "more header fields than their limit"};
        const auto field = parseFieldLine(*line);
        if (!field) return {400, "a header line that is folded or has no name, a space before its colon, or a control"};
        out.push_back(*field);
    }
}

} // namespace

int parseRequestHead(std::string_view head, const HeadLimits& limits, RequestHead& out, std::string_view& reason) {
    out.method = out.target = out.version = {};
    out.fields.clear();
    Fault fault;
    std::optional<std::string_view> line;
    if (!skipEmptyLines(head) || !(line = takeLine(head)))
        fault = {400, "the request line is missing"};
    else
        fault = parseRequestLine(*line, limits, out);
    if (fault.status != 400) {
        const Fault inFields = parseFields(head, limits, out.fields);
        if (fault.status == 0) fault = inFields;
    }
    reason = fault.reason;
    return fault.status;
}

} // namespace portico::http::syntax
