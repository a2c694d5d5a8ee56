// SPDX-License-Identifier: Apache-2.0
// The Cookie header.
#include "http/syntax/fields/cookies.h"

#include "http/syntax/message/header_field.h"

#include <algorithm>

namespace portico::http::syntax {

namespace {

// Pieces without "=" or without a name are ignored.
void addCookie(std::string_view piece, std::vector<NamedValue>& to) {
    piece = trimmed(piece);
    const std::size_t equals = piece.find('=');
    if (equals == std::string_view::npos || equals == 0) return;
    to.push_back({piece.substr(0, equals), piece.substr(equals + 1)});
}

std::string_view faultOf(std::string_view header, std::size_t pieces, const CookieLimits& limits) noexcept {
    if (header.size() > limits.bytes) return "the cookies are too long";
    if (!isFieldValue(header)) return "a control character in a cookie";
    return pieces > limits.count ? "too many cookies" : "";
}

} // namespace

std::optional<Cookies> parseCookies(std::string_view header, const CookieLimits& limits, std::string_view* reason) {
    const auto pieces = static_cast<std::size_t>(std::count(header.begin(), header.end(), ';')) + 1;
    const std::string_view fault = faultOf(header, pieces, limits);
    if (reason != nullptr) *reason = fault;
    if (!fault.empty()) return std::nullopt;
    std::vector<NamedValue> cookies;
    cookies.reserve(pieces);
    for (;;) {
        const std::size_t end = header.find(';');
        addCookie(header.substr(0, end), cookies);
        if (end == std::string_view::npos) return Cookies(std::move(cookies));
        header.remove_prefix(end + 1);
    }
}

} // namespace portico::http::syntax
