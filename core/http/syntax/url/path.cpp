// SPDX-License-Identifier: Apache-2.0
// The request target. Segments are split before decoding and decoded one by one, so that no decoded byte can be a separator; "."
// and ".." are resolved after decoding, so that "%2e%2e" is one, too.
#include "http/syntax/url/path.h"

#include "base/byte_set.h"
#include "base/percent.h"
#include "base/utf8.h"
#include "http/syntax/address/host_header.h"
#include "http/syntax/message/header_field.h"

#include <algorithm>

namespace portico::http::syntax {

namespace {

constexpr base::ByteSet pathBytes = base::visibleBytes.without("\"#<>?\\^`{}");
constexpr base::ByteSet queryBytes = base::visibleBytes.without("\"#<>");

using Reason = std::string_view; // empty: valid

Reason decodeSegment(std::string_view raw, std::string& out) {
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (!pathBytes.has(raw[i])) return "a byte in the path must be percent-encoded";
        if (raw[i] != '%') {
            out += raw[i];
            continue;
        }
        const std::optional<char> byte = base::percentByte(raw.substr(i));
        if (!byte) return "a % in the path is not followed by two hexadecimal digits";
        if (*byte == '/' || *byte == '\\') return "an encoded slash or backslash in the path";
        out += *byte;
        i += 2;
    }
    return {};
}

// Appends "/segment" to `out`, or removes one for "..". `out` does not end with "/".
Reason addSegment(std::string_view raw, bool last, std::string& out) {
    const std::size_t before = out.size();
    out += '/';
    if (const Reason reason = decodeSegment(raw, out); !reason.empty()) return reason;
    const std::string_view segment = std::string_view(out).substr(before + 1);
    if (segment.empty() && !last) return "two slashes in a row in the path";
    if (!base::isUtf8(segment)) return "the path is not UTF-8";
    if (base::hasControl(segment)) return "a control character in the path";
    if (segment != "." && segment != "..") return {};
    if (segment == ".." && before == 0) return "the path leads above the root";
    out.resize(segment == "." ? before : out.rfind('/', before - 1));
    if (last) out += '/'; // "/a/." and "/a/b/.." are folders
    return {};
}

Reason canonical(std::string_view raw, std::string& out) {
    out.reserve(raw.size());
    for (std::size_t at = 1;;) { // after the slash
        const std::size_t slash = raw.find('/', at);
        const bool last = slash == std::string_view::npos;
        const Reason reason = addSegment(raw.substr(at, last ? slash : slash - at), last, out);
        if (last || !reason.empty()) return reason;
        at = slash + 1;
    }
}

// "http://host/path": removes scheme and authority.
Reason takeAuthority(std::string_view target, RequestTarget& to, std::string_view& pathAndQuery) {
    const std::size_t colon = target.find("://");
    to.scheme = target.substr(0, colon == std::string_view::npos ? 0 : colon);
    if (!equalsIgnoreCase(to.scheme, "http") && !equalsIgnoreCase(to.scheme, "https"))
        return "the target does not begin with a slash";
    target.remove_prefix(colon + 3);
    const std::size_t end = target.find_first_of("/?");
    to.authority = target.substr(0, end);
    if (!parseHost(to.authority)) return "an absolute target with an invalid host";
    pathAndQuery = end == std::string_view::npos ? std::string_view("/") : target.substr(end);
    return pathAndQuery.front() == '/' ? Reason() : "an absolute target with a query but no path";
}

// "/app/books?a=b" and "/app?a=b" with the base "/app". False if the path is not below it.
bool cutBase(std::string_view base, std::string_view& path) {
    if (!path.starts_with(base)) return false;
    path.remove_prefix(base.size());
    if (!path.empty() && path.front() != '/') return false;
    if (path.empty()) path = "/";
    return true;
}

Reason parse(std::string_view target, std::string_view base, RequestTarget& to) {
    if (target == "*") {
        to.form = RequestTarget::Form::Asterisk;
        return "the target * has no path";
    }
    std::string_view pathAndQuery = target;
    if (!target.starts_with('/')) {
        to.form = RequestTarget::Form::Absolute;
        if (const Reason reason = takeAuthority(target, to, pathAndQuery); !reason.empty()) return reason;
    }
    const std::size_t mark = pathAndQuery.find('?');
    if (mark != std::string_view::npos) to.query = pathAndQuery.substr(mark + 1);
    if (!queryBytes.hasAll(to.query)) return "a byte in the query must be percent-encoded";
    std::string_view path = pathAndQuery.substr(0, mark);
    if (!base.empty() && !cutBase(base, path)) {
        to.status = 404;
        return "the path is not below the path of server.public_url";
    }
    to.pathAndQuery.append(path).append(pathAndQuery.substr(std::min(mark, pathAndQuery.size())));
    return canonical(path, to.path);
}

} // namespace

RequestTarget parseTarget(std::string_view target, std::size_t mostBytes, std::string_view base) {
    RequestTarget to;
    const bool tooLong = target.size() > mostBytes;
    to.reason = tooLong ? "the target is too long" : parse(target, base, to);
    if (!to.ok() && to.status == 0) to.status = tooLong ? 414 : 400;
    if (!to.ok()) to.path.clear();
    return to;
}

} // namespace portico::http::syntax
