// SPDX-License-Identifier: Apache-2.0
// Makes every denial cost the same, so that the clock tells nobody which names exist and which of them have an old hash.
// The measure is the costliest kind of hash in the store. Called by Passwords on the pool's threads.
#pragma once

#include "passwords/hash_kind.h"

#include <chrono>
#include <functional>
#include <mutex>

namespace portico::passwords {

class TimingEqualizer {
public:
    using Work = std::function<void()>;
    using Clock = std::function<std::chrono::nanoseconds()>; // CPU time of the calling thread

    // `smallStep` is a small piece of work, well under a millisecond, of which a missing remainder is made.
    TimingEqualizer(Clock clock, Work smallStep);

    std::chrono::nanoseconds now() const { return clock_(); }

    // Does the work of a hash of the costliest kind, and learns from it how long that takes on this machine.
    void spend(const HashKind& costliest, const Work& work);

    // Learns from costliest work that was done since `begin` for its own sake.
    void learn(const HashKind& costliest, std::chrono::nanoseconds begin);

    // Cheaper work was done since `begin`: works on until it was as dear. The first time, when it is not known how dear that
    // is, does the whole `work` instead.
    void padTo(const HashKind& costliest, std::chrono::nanoseconds begin, const Work& work);

private:
    std::chrono::nanoseconds known(const HashKind& costliest) const;

    Clock clock_;
    Work smallStep_;
    mutable std::mutex mutex_;
    HashKind kind_;                    // a store has one costliest kind at a time: remembering one is enough
    std::chrono::nanoseconds time_{0}; // that kind takes; 0: not known
};

// The usual clock.
std::chrono::nanoseconds threadCpuTime();

} // namespace portico::passwords
