// SPDX-License-Identifier: Apache-2.0
// Decodes with libsodium, which rejects white space and requires the padding and unused bits of RFC 4648. libunistring says what
// UTF-8 is.
#include "basic_credentials.h"

#include <algorithm>
#include <cstdint>
#include <portico/password_rules.hpp>
#include <sodium.h>
#include <unistr.h>

namespace auth_basic {

namespace {

constexpr std::string_view scheme = "basic ";

std::optional<std::string> decoded(std::string_view text) {
    std::string bytes(text.size() / 4 * 3 + 3, '\0');
    std::size_t length = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(),
                          nullptr, &length, nullptr, sodium_base64_VARIANT_ORIGINAL) != 0)
        return std::nullopt;
    bytes.resize(length);
    return bytes;
}

bool hasControls(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; });
}

bool isUtf8(std::string_view text) {
    return ::u8_check(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()) == nullptr;
}

} // namespace

bool isBasic(std::string_view authorization) {
    const std::string_view word = authorization.substr(0, scheme.size());
    const std::string_view wanted = scheme.substr(0, std::max(word.size(), scheme.size() - 1));
    return std::equal(word.begin(), word.end(), wanted.begin(), wanted.end(),
                      [](char a, char b) { return a == b || (b != ' ' && a == b - 'a' + 'A'); });
}

std::optional<BasicCredentials> basicCredentials(std::string_view authorization) {
    if (!isBasic(authorization)) return std::nullopt;
    // 1*SP between scheme and credentials (RFC 9110, 11.4).
    const std::size_t begin = authorization.find_first_not_of(' ', scheme.size() - 1);
    if (begin == std::string_view::npos) return std::nullopt;
    // The base64 length of the longest name and password, with a margin.
    if (authorization.size() > 2048) return std::nullopt;
    const std::optional<std::string> pair = decoded(authorization.substr(begin));
    if (!pair || hasControls(*pair) || !isUtf8(*pair)) return std::nullopt;
    const std::size_t colon = pair->find(':'); // a name has no colon, a password may have some
    if (colon == std::string::npos || colon == 0 || colon > portico::longestName) return std::nullopt;
    const std::size_t length = pair->size() - colon - 1;
    if (length == 0 || length > portico::longestPassword) return std::nullopt;
    return BasicCredentials{pair->substr(0, colon), pair->substr(colon + 1)};
}

} // namespace auth_basic
