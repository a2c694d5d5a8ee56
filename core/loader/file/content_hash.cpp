// SPDX-License-Identifier: Apache-2.0
#include "loader/file/content_hash.h"

#include <openssl/sha.h>
#include <sodium.h>

#include <array>

namespace portico::loader {

std::string contentHash(std::string_view bytes) {
    std::array<unsigned char, SHA256_DIGEST_LENGTH> hash{};
    // Not libsodium's, which does not use the processor's instructions for it: hashing plugins dominates the time of a start.
    ::SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), hash.data());
    std::array<char, 2 * hash.size() + 1> text{};
    sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
    return text.data();
}

} // namespace portico::loader
