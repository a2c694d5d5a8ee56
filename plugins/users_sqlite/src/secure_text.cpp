// SPDX-License-Identifier: Apache-2.0
#include "secure_text.h"

#include <array>
#include <sodium.h>
#include <stdexcept>

namespace users_sqlite {

std::string newUserId() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot be initialized");
    std::array<unsigned char, 16> random{};
    randombytes_buf(random.data(), random.size());
    std::array<char, 2 * 16 + 1> text{};
    return sodium_bin2hex(text.data(), text.size(), random.data(), random.size());
}

std::string sessionKey(std::string_view id) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(id.data()), id.size());
    std::array<char, 44> text{};
    return sodium_bin2base64(text.data(), text.size(), digest.data(), digest.size(),
                             sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

} // namespace users_sqlite
