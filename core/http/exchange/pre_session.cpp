// SPDX-License-Identifier: Apache-2.0
// The pre-session cookie.
#include "http/exchange/pre_session.h"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace portico::http {

namespace {

constexpr std::size_t rawSize = 16, textSize = 22;
constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

// Over TLS, the prefix makes browsers accept it only from this host, not from a sibling that sets cookies for the whole domain.
std::string_view nameOf(const Exchange& x) noexcept {
    return x.request.secure ? "__Host-" PORTICO_FORM_COOKIE : PORTICO_FORM_COOKIE;
}

bool isOfOurs(std::string_view value) noexcept {
    return value.size() == textSize && std::all_of(value.begin(), value.end(), [](char c) {
               return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
                      c == '_';
           });
}

} // namespace

std::optional<std::string_view> sentPreSession(const Exchange& x) noexcept {
    const auto sent = x.cookies().find(nameOf(x));
    return sent && isOfOurs(*sent) ? sent : std::nullopt;
}

std::string newPreSession() {
    std::array<unsigned char, rawSize> raw;
    randombytes_buf(raw.data(), raw.size());
    std::string text(sodium_base64_ENCODED_LEN(rawSize, variant), '\0');
    sodium_bin2base64(text.data(), text.size(), raw.data(), raw.size(), variant);
    text.pop_back(); // the terminator
    return text;
}

void setPreSessionCookie(Exchange& x) {
    if (!x.session.empty() || x.answer.body.find(x.csrfToken()) == std::string::npos) return;
    x.answer.set("Cache-Control", "no-store");
    // Not needed by a browser that sends the origin of forms, nor for a token of a session that the guard has removed.
    if (x.preSession().empty() || sentPreSession(x) || (x.isUnsafe() && x.origin != syntax::SameOrigin::Unknown))
        return;
    std::string line(nameOf(x));
    line.append("=").append(x.preSession()).append("; Path=/; HttpOnly; SameSite=Lax");
    if (x.request.secure) line += "; Secure";
    x.answer.add("Set-Cookie", line);
}

} // namespace portico::http
