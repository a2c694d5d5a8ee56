// SPDX-License-Identifier: Apache-2.0
// Password hashing for the whole server: hash, verify, judge. The host makes one and offers it to plugins as the service
// "portico.host.passwords/1"; the command line uses it directly. Everything may be called by many threads.
#pragma once

#include "passwords/bounded_pool.h"
#include "passwords/hasher.h"
#include "passwords/limits.h"
#include "passwords/timing_equalizer.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace portico::passwords {

enum class Answer {
    yes,
    yesUpgrade, // yes, and a new hash would be better: store one
    no,
    unusable, // no password at all: empty, too long, or with a NUL byte; nothing was computed. For hash: or not UTF-8
    busyNetwork, // the client's own network has asked for too much: ask again later
    busy,        // too much hashing, too little memory, or stopped: ask again later
};

// For the log and for the administrator.
std::string_view sentence(Answer answer);

class Passwords {
public:
    explicit Passwords(const Limits& limits);

    // yes: `out` is the new hash, of the password in NFC. Or unusable, or busy. `who` asks, here and below.
    Answer hash(std::string_view password, std::string& out, const shares::Requester& who = {});

    // Is this, in any spelling of Unicode, the password of `hash`? No, at the cost of `costliest`, if `hash` is empty, locked or unreadable. `costliest` is the
    // costliest hash of the caller's store; if it is empty or unreadable, a new hash is the measure.
    Answer verify(std::string_view password, std::string_view hash, std::string_view costliest,
                  const shares::Requester& who = {});

    // Why this hash may not be imported; nothing if it may.
    static std::optional<std::string> refusal(std::string_view hash);

    // How dear a hash is, to compare; 0 for one that cannot be read.
    static std::uint64_t cost(std::string_view hash);

    // Turns away who waits; everything asked later is busy.
    void stop() { pool_.stop(); }

    const BoundedPool& pool() const { return pool_; }

private:
    struct Measure;
    Measure measureFor(std::string_view costliest) const;
    Answer answerFor(std::string_view password, std::string_view hash, const HashKind& kind, bool renewable) const;
    bool check(std::string_view password, std::string_view hash, const std::optional<HashKind>& kind,
               const Measure& measure);
    std::optional<Answer> refusedBy(std::uint32_t memoryKiB, const BoundedPool::Work& work,
                                    const shares::Requester& who);

    Hasher hasher_;
    TimingEqualizer timing_;
    BoundedPool pool_; // last: its threads end before the rest
};

} // namespace portico::passwords
