// SPDX-License-Identifier: Apache-2.0
// Makes and checks password hashes: argon2 by libsodium, everything older by libxcrypt. It holds up the calling thread for tens
// of milliseconds and bounds nothing: that is the pool's business. Everything here may be called by many threads.
#pragma once

#include "passwords/hash_kind.h"

#include <string>
#include <string_view>

namespace portico::passwords {

// Can this be a password at all? 1 to 1024 bytes and no NUL: crypt would stop at it, and take "a\0b" for "a".
bool usable(std::string_view password);

// In what follows passwords are usable; memory that cannot be had throws std::bad_alloc.
class Hasher {
public:
    // Throws std::invalid_argument for a cost that argon2id does not have.
    explicit Hasher(const HashCost& cost);

    std::string hash(std::string_view password) const;

    // `kind` is what readHash said of `hash`. Compares in constant time.
    bool matches(std::string_view password, std::string_view hash, const HashKind& kind) const;

    // Does what a new hash costs, and nothing else.
    void spend(std::string_view password) const;

    // The smallest piece of such work, about a tenth of a millisecond.
    void spendSmallStep() const;

    HashKind newKind() const { return {Scheme::argon2id, cost_.memoryKiB, cost_.passes}; }
    bool weaker(const HashKind& kind) const;

    // Did the scheme of a hash that matches look at all of the password? If not, something else may have been hashed.
    static bool sawAll(std::string_view password, std::string_view hash, const HashKind& kind);

private:
    HashCost cost_;
};

} // namespace portico::passwords
