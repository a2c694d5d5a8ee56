// SPDX-License-Identifier: Apache-2.0
// base64url by libsodium, whose decoder rejects padding, white space and unused bits that are not zero.
#include "base64url.h"

#include <algorithm>
#include <sodium.h>
#include <vector>

namespace auth_cookie {

namespace {
constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

const unsigned char* bytesOf(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
} // namespace

std::string toBase64url(std::string_view bytes) {
    std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytesOf(bytes), bytes.size(), variant);
    text.pop_back(); // libsodium counts the terminating NUL
    return text;
}

std::optional<std::string> fromBase64url(std::string_view text) {
    if (!isBase64urlText(text)) return std::nullopt;
    std::string bytes(text.size() / 4 * 3 + 3, '\0');
    std::size_t length = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(),
                          nullptr, &length, nullptr, variant) != 0)
        return std::nullopt;
    bytes.resize(length);
    return bytes;
}

std::string randomBase64url(std::size_t bytes) {
    std::vector<unsigned char> random(bytes);
    randombytes_buf(random.data(), random.size());
    std::string text = toBase64url({reinterpret_cast<const char*>(random.data()), random.size()});
    sodium_memzero(random.data(), random.size());
    return text;
}

bool isBase64urlText(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

} // namespace auth_cookie
