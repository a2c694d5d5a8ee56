// SPDX-License-Identifier: Apache-2.0
// The scheme and cost of a stored hash, read strictly from its text. This decides which hashes may be imported and verified; the
// hasher compares passwords.
#pragma once

#include "passwords/limits.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace portico::passwords {

enum class Scheme { argon2id, argon2i, bcrypt, md5crypt, scrypt, sha256crypt, sha512crypt, yescrypt };

struct HashKind {
    Scheme scheme = Scheme::argon2id;
    std::uint32_t memoryKiB = 0; // 0: negligible
    std::uint32_t work = 1;      // argon2: passes, scrypt: lanes, bcrypt: 2^work, the others: rounds

    bool operator==(const HashKind&) const = default;

    // Comparable across schemes: roughly the microseconds on one core of 2024. At least 1.
    std::uint64_t cost() const;
};

// Either the kind, or one sentence that says why the hash cannot be used.
struct HashReading {
    std::optional<HashKind> kind;
    std::string fault;
};

HashReading readHash(std::string_view text, const HashCaps& caps = {});

} // namespace portico::passwords
