// SPDX-License-Identifier: Apache-2.0
// Step: writes the answer for the wire.
#include "http/exchange/respond.h"

#include "http/exchange/security_headers.h"
#include "http/syntax/fields/http_date.h"
#include "http/syntax/message/header_field.h"
#include "http/syntax/status/status_text.h"

#include <ctime>

namespace portico::http {

namespace {

void field(std::string& out, std::string_view name, std::string_view value) {
    out.append(name).append(": ").append(value).append("\r\n");
}

// "identity" prevents compression; RFC 9110 section 8.4 forbids sending it.
bool isIdentityCoding(const Answer::Field& own) {
    return syntax::equalsIgnoreCase(own.name, "Content-Encoding") && syntax::equalsIgnoreCase(own.value, "identity");
}

// Plugins and host use paths of the site; those for visitors begin with the base path.
void ownField(std::string& out, const Exchange& x, const Answer::Field& own) {
    const bool isPlace =
        syntax::equalsIgnoreCase(own.name, "Location") && own.value.starts_with('/') && !own.value.starts_with("//");
    if (isPlace && !x.snapshot.site.base.empty())
        field(out, own.name, x.snapshot.site.base + own.value);
    else if (!isIdentityCoding(own))
        field(out, own.name, own.value);
}

// A page with a user in it, or made by a handler, must not be cached. Other pages vary only with the cookie.
void cacheControl(std::string& out, const Exchange& x) {
    if (x.stream.begun() && !x.answer.has("Cache-Control")) {
        field(out, "Cache-Control", "no-cache, no-store"); // "no-cache" makes proxies that buffer answers pass them on
    } else if (!x.answer.has("Cache-Control")) {
        const bool page = x.target != nullptr && std::holds_alternative<std::string>(x.target->to);
        field(out, "Cache-Control", page && !x.user && !x.answer.failed ? "no-cache" : "no-store");
    }
    if (x.target != nullptr) field(out, "Vary", "Cookie, Authorization");
}

// RFC 9110 section 8.6: 204 has no length, the length of a 304 would be that of another answer, and 205 is empty.
void framing(std::string& out, const Exchange& x, bool keepAlive) {
    const int status = x.answer.status;
    if (x.stream.isChunked())
        field(out, "Transfer-Encoding", "chunked");
    else if (status == 205 || (status != 204 && status != 304 && !x.stream.begun()))
        field(out, "Content-Length", std::to_string(status == 205 ? 0 : x.answer.contentLength()));
    // Otherwise nginx buffers a few KiB of an answer: minutes of an event stream.
    if (x.stream.begun() && !x.answer.has("X-Accel-Buffering")) field(out, "X-Accel-Buffering", "no");
    if (!keepAlive)
        field(out, "Connection", "close");
    else if (x.request.version == "HTTP/1.0")
        field(out, "Connection", "keep-alive");
}

} // namespace

bool hasBody(const Exchange& x) noexcept {
    const int status = x.answer.status;
    return x.request.method != "HEAD" && status != 204 && status != 205 && status != 304;
}

std::string respond(const Exchange& x, bool keepAlive) {
    std::string out;
    out.reserve(1024);
    out.append("HTTP/1.1 ").append(std::to_string(x.answer.status)).append(" ");
    out.append(syntax::statusText(x.answer.status)).append("\r\n");
    field(out, "Date", syntax::formatHttpDate(std::time(nullptr)));
    framing(out, x, keepAlive);
    for (const Answer::Field& own : x.answer.fields()) ownField(out, x, own);
    cacheControl(out, x);
    securityHeaders(out, x.answer, x.request.secure ? x.snapshot.site.tls.hsts : std::string_view{});
    field(out, "X-Request-Id", x.id);
    out.append("\r\n");
    return out;
}

} // namespace portico::http
