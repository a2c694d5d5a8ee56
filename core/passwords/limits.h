// SPDX-License-Identifier: Apache-2.0
// Every number that bounds password hashing, with its unit and default. The host fills `Limits` from the configuration;
// the rest is fixed, because it guards against input and not against load.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace portico::passwords {

// What a new hash costs: argon2id with one lane, OWASP's first choice.
struct HashCost {
    std::uint32_t memoryKiB = 19456;
    std::uint32_t passes = 2;
    bool operator==(const HashCost&) const = default;
};

// How much hashing happens at the same time, in the whole server.
struct PoolLimits {
    std::uint32_t parallel = 0;               // hashes at the same time; 0: one for each core
    std::uint32_t memoryKiB = 256 * 1024;     // of all running hashes together; a dearer one runs alone
    std::size_t queue = 64;                   // callers that wait for their turn; the next one is turned away
    std::chrono::milliseconds patience{2000}; // how long one waits for its turn before it is turned away
    int niceness = 10;                        // of the hashing threads: 0 is that of requests, 19 yields to everything
    bool operator==(const PoolLimits&) const = default;
};

struct Limits {
    HashCost cost;
    PoolLimits pool;
    bool operator==(const Limits&) const = default;
};

// A stored hash names its own cost. One beyond these is not worked on, wherever it comes from: it would hold a core for
// minutes. Each cap is a few seconds of one core.
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

// Passwords: longer ones are refused before anything is computed. Nothing else about them is judged here.
constexpr std::size_t shortestPassword = 1;
constexpr std::size_t longestPassword = 1024;

} // namespace portico::passwords
