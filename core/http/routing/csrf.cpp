// SPDX-License-Identifier: Apache-2.0
// CSRF tokens.
#include "http/routing/csrf.h"

#include <sodium.h>

#include <cstring>

namespace portico::http {

namespace {

constexpr std::size_t saltSize = 16;
constexpr std::size_t openSize = saltSize + sizeof(std::int64_t); // salt and time
constexpr std::size_t hashSize = crypto_generichash_BYTES;
constexpr std::size_t rawSize = openSize + hashSize;
constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
using Raw = std::array<unsigned char, rawSize>;

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

// Appends the hash to salt and time: keyed BLAKE2b, because every page has a token and HMAC-SHA-256 costs four times as much.
void seal(Raw& raw, const Csrf::Key& key, std::string_view owner) {
    crypto_generichash_state state;
    crypto_generichash_init(&state, key.data(), key.size(), hashSize);
    crypto_generichash_update(&state, raw.data(), openSize);
    crypto_generichash_update(&state, bytes(owner), owner.size());
    crypto_generichash_final(&state, raw.data() + openSize, hashSize);
}

} // namespace

std::string Csrf::token(std::string_view owner, std::int64_t now) const {
    Raw raw;
    randombytes_buf(raw.data(), saltSize);
    std::memcpy(raw.data() + saltSize, &now, sizeof now);
    seal(raw, key_, owner);
    std::string text(sodium_base64_ENCODED_LEN(rawSize, variant), '\0');
    sodium_bin2base64(text.data(), text.size(), raw.data(), raw.size(), variant);
    text.pop_back(); // the terminator
    return text;
}

std::optional<std::int64_t> Csrf::madeAt(std::string_view token, std::string_view owner) const {
    Raw raw;
    std::size_t length = 0;
    if (token.size() > 128 ||
        sodium_base642bin(raw.data(), raw.size(), token.data(), token.size(), nullptr, &length, nullptr, variant) != 0)
        return std::nullopt;
    Raw expected;
    std::memcpy(expected.data(), raw.data(), openSize);
    seal(expected, key_, owner);
    if (length != rawSize || sodium_memcmp(raw.data(), expected.data(), rawSize) != 0) return std::nullopt;
    std::int64_t made = 0;
    std::memcpy(&made, raw.data() + saltSize, sizeof made);
    return made;
}

} // namespace portico::http
