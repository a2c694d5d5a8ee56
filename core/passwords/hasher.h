// SPDX-License-Identifier: Apache-2.0
// Creates and verifies password hashes: argon2 with libsodium, older schemes with libxcrypt. A call takes tens of milliseconds on
// the calling thread; the pool bounds the number of calls. All functions may be called by many threads at the same time.
#pragma once

#include "passwords/hash_kind.h"

#include <string>
#include <string_view>

namespace portico::passwords {

// A password has 1 to 1024 bytes and no NUL: crypt would stop at a NUL and treat "a\0b" as "a".
bool usable(std::string_view password);

// All passwords passed to the functions below must be usable. Lack of memory throws std::bad_alloc.
class Hasher {
public:
    // Throws std::invalid_argument for a cost that argon2id does not support.
    explicit Hasher(const HashCost& cost);

    std::string hash(std::string_view password) const;

    // `kind` is the result of readHash for `hash`. Compares in constant time.
    bool matches(std::string_view password, std::string_view hash, const HashKind& kind) const;

    // Spends the time of a new hash without returning one.
    void spend(std::string_view password) const;

    // Spends the smallest unit of work, about a tenth of a millisecond.
    void spendSmallStep() const;

    HashKind newKind() const { return {Scheme::argon2id, cost_.memoryKiB, cost_.passes}; }
    bool weaker(const HashKind& kind) const;

    // True if the scheme of a matching hash uses the whole password. Otherwise the hash may be of a different password.
    static bool sawAll(std::string_view password, std::string_view hash, const HashKind& kind);

private:
    HashCost cost_;
};

} // namespace portico::passwords
