// SPDX-License-Identifier: Apache-2.0
// Password hashing for the whole server. The host creates one instance and offers it to plugins as the service
// "portico.host.passwords/1"; commands use it directly. All functions may be called by many threads at the same time.
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
    unusable,    // not a password: empty, too long, or with a NUL byte, or for hash() not UTF-8; nothing was computed
    busyNetwork, // the client's network exceeds its share: try again later
    busy,        // overloaded, out of memory, or stopped: try again later
};

// For the log and for the administrator.
std::string_view sentence(Answer answer);

class Passwords {
public:
    explicit Passwords(const Limits& limits);

    // yes: `out` is the new hash of the password in NFC. Otherwise unusable, busyNetwork or busy. `who` is the requester, also
    // below.
    Answer hash(std::string_view password, std::string& out, const shares::Requester& who = {});

    // Does the password, in any Unicode normal form, match `hash`? Every `no` takes as long as verifying `costliest`, also if
    // `hash` is empty, locked or malformed. `costliest` is the costliest hash of the caller's store; if it is empty or malformed,
    // the cost of a new hash is used.
    Answer verify(std::string_view password, std::string_view hash, std::string_view costliest,
                  const shares::Requester& who = {});

    // Why this hash must not be imported; nothing if it may be.
    static std::optional<std::string> refusal(std::string_view hash);

    // The cost of a hash, for comparison; 0 if it is malformed.
    static std::uint64_t cost(std::string_view hash);

    // Refuses all waiting callers; later calls return busy.
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
    BoundedPool pool_; // last member: its threads end before the other members are destroyed
};

} // namespace portico::passwords
