// SPDX-License-Identifier: Apache-2.0
// Tokens that show that a form was made by this site for this session.
#include "http/csrf.h"

#include <sodium.h>

#include <cstring>

namespace portico::http {

namespace {

constexpr std::size_t saltSize = 16;
constexpr std::size_t hashSize = crypto_generichash_BYTES;
constexpr std::size_t rawSize = saltSize + hashSize;
constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
using Raw = std::array<unsigned char, rawSize>;

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

// Fills in the hash behind the salt: keyed BLAKE2b, a quarter of the cost of HMAC-SHA-256, and every page has a token.
void seal(Raw& raw, const Csrf::Key& key, std::string_view session) {
    crypto_generichash_state state;
    crypto_generichash_init(&state, key.data(), key.size(), hashSize);
    crypto_generichash_update(&state, raw.data(), saltSize);
    crypto_generichash_update(&state, bytes(session), session.size());
    crypto_generichash_final(&state, raw.data() + saltSize, hashSize);
}

} // namespace

std::string Csrf::token(std::string_view session) const {
    Raw raw;
    randombytes_buf(raw.data(), saltSize);
    seal(raw, key_, session);
    std::string text(sodium_base64_ENCODED_LEN(rawSize, variant), '\0');
    sodium_bin2base64(text.data(), text.size(), raw.data(), raw.size(), variant);
    text.pop_back(); // the terminator
    return text;
}

bool Csrf::valid(std::string_view token, std::string_view session) const {
    Raw raw;
    std::size_t length = 0;
    if (token.size() > 128 ||
        sodium_base642bin(raw.data(), raw.size(), token.data(), token.size(), nullptr, &length, nullptr, variant) != 0)
        return false;
    Raw expected;
    std::memcpy(expected.data(), raw.data(), saltSize);
    seal(expected, key_, session);
    return length == rawSize && sodium_memcmp(raw.data(), expected.data(), rawSize) == 0;
}

} // namespace portico::http
