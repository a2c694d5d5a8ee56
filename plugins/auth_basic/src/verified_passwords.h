// SPDX-License-Identifier: Apache-2.0
// Recently verified passwords, so that not every request of a program costs a hash. No password is stored: an entry's key is a
// MAC of name and password under a random key of this process. An entry is valid for one minute, and its user is looked up again
// every second.
#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <optional>
#include <portico/user.hpp>
#include <sodium.h>
#include <string_view>
#include <unordered_map>

namespace auth_basic {

class VerifiedPasswords {
public:
    static constexpr std::size_t most = 10000;
    static constexpr std::int64_t goodForMilliseconds = 60000;
    static constexpr std::int64_t freshMilliseconds = 1000;

    using Digest = std::array<unsigned char, crypto_auth_hmacsha256_BYTES>;
    struct Entry {
        portico::User user;
        std::int64_t verified = 0; // when the password was checked, in milliseconds since 1970
        std::int64_t asked = 0;    // when the user was last looked up
    };

    VerifiedPasswords();
    ~VerifiedPasswords();
    VerifiedPasswords(const VerifiedPasswords&) = delete;
    VerifiedPasswords& operator=(const VerifiedPasswords&) = delete;

    Digest digestOf(std::string_view name, std::string_view password) const;
    // The entry, if its password was checked less than a minute before `now`.
    std::optional<Entry> find(const Digest& digest, std::int64_t now);
    void put(const Digest& digest, const Entry& entry);
    void forget(const Digest& digest);
    std::size_t size() const;

private:
    struct Hash {
        std::size_t operator()(const Digest& digest) const;
    };
    void makeRoom(std::int64_t now);

    std::array<unsigned char, crypto_auth_hmacsha256_KEYBYTES> key_;
    mutable std::mutex mutex_;
    std::unordered_map<Digest, Entry, Hash> entries_;
};

} // namespace auth_basic
