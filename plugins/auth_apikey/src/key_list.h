// SPDX-License-Identifier: Apache-2.0
// The API keys of the configuration: the setting "keys", checked once, and the search for the key that a client sent. Knows digests
// only. A key has 256 random bits, so one SHA-256 protects it as well as a slow hash would.
#pragma once

#include <portico/settings.hpp>
#include <sodium.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace auth_apikey {

using Digest = std::array<unsigned char, crypto_hash_sha256_BYTES>;

struct ApiKey {
    std::string id; // for the log
    Digest digest{};
    std::string user;         // the name of its owner
    std::string scopes;       // separated by single spaces
    std::int64_t expires = 0; // seconds since 1970; 0: never
};

Digest digestOf(std::string_view key);

class KeyList {
public:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    // Throws portico::Error that names the first invalid entry.
    explicit KeyList(const portico::SettingValue& setting);

    // The number of the key, or `none`. Compares with every key, in constant time.
    std::size_t find(std::string_view key) const;
    const ApiKey& at(std::size_t number) const { return keys_.at(number); }
    std::size_t size() const noexcept { return keys_.size(); }

private:
    void mustBeNew(const ApiKey& key, const std::string& place) const;

    std::vector<ApiKey> keys_;
};

} // namespace auth_apikey
