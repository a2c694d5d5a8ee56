// SPDX-License-Identifier: Apache-2.0
#include "loader/file/content_hash.h"

#include <sodium.h>

#include <array>

namespace portico::loader {

std::string contentHash(std::string_view bytes) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    std::array<char, 2 * hash.size() + 1> text{};
    sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
    return text.data();
}

} // namespace portico::loader
