// SPDX-License-Identifier: Apache-2.0
#include "user_id.h"

#include <array>
#include <sodium.h>

namespace users_file {

std::string userId(std::string_view canonicalName) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(canonicalName.data()),
                       canonicalName.size());
    std::array<char, 2 * 16 + 1> text{};
    return sodium_bin2hex(text.data(), text.size(), digest.data(), 16);
}

} // namespace users_file
