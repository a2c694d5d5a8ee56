// SPDX-License-Identifier: Apache-2.0
// The bounds of password hashing, with units and defaults. The host fills `Limits` from the configuration; the other bounds are
// fixed, because they protect against malicious input, not against load.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace portico::passwords {

// The cost of a new hash: argon2id with one lane, the first choice of OWASP.
struct HashCost {
    std::uint32_t memoryKiB = 19456;
    std::uint32_t passes = 2;
    bool operator==(const HashCost&) const = default;
};

// How much hashing the whole server does at the same time.
struct PoolLimits {
    std::uint32_t parallel = 0;              // hashes at the same time; 0: one per core
    std::uint32_t memoryKiB = 256 * 1024;    // for all running hashes together; a hash that needs more runs alone
    std::size_t queue = 64;                  // waiting callers; further ones are refused
    std::chrono::milliseconds timeout{2000}; // how long a caller waits before it is refused
    int niceness = 10;                       // of the hashing threads: 0 is that of requests, 19 the lowest priority
    bool operator==(const PoolLimits&) const = default;
};

struct Limits {
    HashCost cost;
    PoolLimits pool;
    bool operator==(const Limits&) const = default;
};

// A stored hash contains its own cost. A hash beyond these caps is refused, wherever it comes from: it would occupy a core for
// minutes. Each cap corresponds to a few seconds on one core.
struct HashCaps {
    std::uint32_t argon2MemoryKiB = 256 * 1024;
    std::uint32_t argon2Passes = 16;
    std::uint32_t argon2Lanes = 16;
    std::uint32_t sha2Rounds = 5'000'000;       // $5$ and $6$
    std::uint32_t bcryptCost = 16;              // 2^16 rounds
    std::uint32_t scryptMemoryKiB = 256 * 1024; // $7$ and $y$
    std::uint32_t scryptLanes = 4;
    std::size_t length = 256; // bytes of the whole string
};

// Longer passwords are refused before any computation. password_rules.hpp has the other rules.
constexpr std::size_t shortestPassword = 1;
constexpr std::size_t longestPassword = 1024;

} // namespace portico::passwords
