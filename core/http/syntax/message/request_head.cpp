// SPDX-License-Identifier: Apache-2.0
// The head of a request. A line ends at its first control byte, which must be that of a CRLF, so that no line contains one.
#include "http/syntax/message/request_head.h"

#include "base/byte_set.h"
#include "http/syntax/message/find_control.h"

namespace portico::http::syntax {

namespace {

struct Fault {
    int status = 0; // 0: no fault
    std::string_view reason;
};

// Removes a line from the front; nothing if it contains a control byte or does not end in CRLF.
std::optional<std::string_view> takeLine(std::string_view& rest) noexcept {
    const std::size_t end = findControl(rest);
    const std::string_view line = rest.substr(0, end);
    if (!rest.substr(end).starts_with("\r\n")) return std::nullopt;
    rest.remove_prefix(end + 2);
    return line;
}

bool skipEmptyLines(std::string_view& rest) noexcept {
    std::size_t lines = 0;
    while (rest.starts_with("\r\n") && ++lines <= HeadLimits::mostEmptyLines) rest.remove_prefix(2);
    return lines <= HeadLimits::mostEmptyLines;
}

Fault checkVersion(std::string_view version) noexcept {
    if (version == "HTTP/1.1" || version == "HTTP/1.0") return {};
    const bool http = version.size() == 8 && version.starts_with("HTTP/") && base::digitBytes.has(version[5]) &&
                      version[6] == '.' && base::digitBytes.has(version[7]);
    return http ? Fault{505, "an HTTP version other than 1.0 and 1.1"}
                : Fault{400, "the request line names no HTTP version"};
}

Fault parseRequestLine(std::string_view line, const HeadLimits& limits, RequestHead& out) noexcept {
    out.method = takeToken(line);
    if (out.method.empty() || !line.starts_with(' '))
        return {400, "the request line does not begin with a method and a space"};
    line.remove_prefix(1);
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos || space == 0) return {400, "the request line has no target"};
    out.target = line.substr(0, space);
    out.version = line.substr(space + 1);
    if (const Fault fault = checkVersion(out.version); fault.status != 0) return fault;
    if (out.method.size() > HeadLimits::mostMethodBytes) return {501, "the method is longer than any registered one"};
    if (out.target.size() > limits.target) return {414, "the target is longer than its limit"};
    return {};
}

Fault parseFields(std::string_view rest, const HeadLimits& limits, std::vector<Field>& out) {
    const std::size_t whole = rest.size();
    while (!rest.starts_with("\r\n")) {
        const auto field = takeFieldLine(rest);
        if (!field)
            return {400, "a header line is folded, or has no name, a space before its colon, or a control character"};
        if (whole - rest.size() > limits.headerBytes) return {431, "the header is longer than its limit"};
        if (out.size() == limits.headerCount) return {431, "too many header fields"};
        out.push_back(*field);
    }
    return rest.size() == 2 ? Fault{} : Fault{400, "bytes after the head"};
}

} // namespace

int parseRequestHead(std::string_view head, const HeadLimits& limits, RequestHead& out, std::string_view& reason) {
    out.method = out.target = out.version = {};
    out.fields.clear();
    Fault fault;
    std::optional<std::string_view> line;
    if (!skipEmptyLines(head) || !(line = takeLine(head)))
        fault = {400, "no request line, or a control character in it"};
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
