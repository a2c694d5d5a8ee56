// SPDX-License-Identifier: Apache-2.0
// How long is the body of this request?
#include "http/framing.h"

#include "http/syntax/header_field.h"

#include <charconv>

namespace portico::http {

namespace {

// Digits only: no sign, no space, no hexadecimal, no list.
bool parseLength(std::string_view text, std::size_t& length) noexcept {
    if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos) return false;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
    return error == std::errc() && end == text.data() + text.size();
}

} // namespace

Framing framingOf(const Request& request, std::size_t most) noexcept {
    if (request.version != "HTTP/1.1" && request.version != "HTTP/1.0") return {505};
    Framing framing;
    int lengths = 0;
    int encodings = 0;
    for (const HeaderView& header : request.headers) {
        if (syntax::equalsIgnoreCase(header.name, "Content-Length")) {
            if (++lengths > 1 || !parseLength(header.value, framing.length)) return {400};
        } else if (syntax::equalsIgnoreCase(header.name, "Transfer-Encoding")) {
            if (++encodings > 1) return {400};
            if (!syntax::equalsIgnoreCase(header.value, "chunked")) return {501};
            framing.chunked = true;
        }
    }
    if (framing.chunked && (lengths > 0 || request.version == "HTTP/1.0")) return {400};
    if (framing.length > most) return {413};
    return framing;
}

} // namespace portico::http
