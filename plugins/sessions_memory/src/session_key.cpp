// SPDX-License-Identifier: Apache-2.0
#include "session_key.h"

#include <array>
#include <sodium.h>

namespace sessions_memory {

std::string sessionKey(std::string_view id) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(id.data()), id.size());
    std::array<char, 44> text{};
    return sodium_bin2base64(text.data(), text.size(), digest.data(), digest.size(),
                             sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

} // namespace sessions_memory
