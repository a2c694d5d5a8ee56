// SPDX-License-Identifier: Apache-2.0
// The SHA-256 of data that arrives in pieces, in hexadecimal.
#pragma once

#include <sodium.h>

#include <array>
#include <string>

namespace portico::host {

class Sha256 {
public:
    Sha256() { ::crypto_hash_sha256_init(&state_); }
    void add(const char* bytes, std::size_t size) {
        ::crypto_hash_sha256_update(&state_, reinterpret_cast<const unsigned char*>(bytes), size);
    }
    std::string hex() {
        std::array<unsigned char, crypto_hash_sha256_BYTES> sum{};
        std::array<char, 2 * crypto_hash_sha256_BYTES + 1> text{};
        ::crypto_hash_sha256_final(&state_, sum.data());
        return ::sodium_bin2hex(text.data(), text.size(), sum.data(), sum.size());
    }

private:
    crypto_hash_sha256_state state_{};
};

} // namespace portico::host
