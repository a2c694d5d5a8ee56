// SPDX-License-Identifier: Apache-2.0
// Makes every denial cost the same, so that the clock tells nobody which names exist and which of them have an old hash.
// The measure is the dearest kind of hash in the store. Called by Passwords on the gate's threads.
#pragma once

#include "passwords/hash_kind.h"

#include <chrono>
#include <functional>
#include <mutex>

namespace portico::passwords {

class EqualCost {
public:
    using Work = std::function<void()>;
    using Clock = std::function<std::chrono::nanoseconds()>; // CPU time of the calling thread

    // `crumb` is a small piece of work, well under a millisecond, of which a missing remainder is made.
    EqualCost(Clock clock, Work crumb);

    std::chrono::nanoseconds now() const { return clock_(); }

    // Does the work of a hash of the dearest kind, and learns from it how long that takes on this machine.
    void spend(const HashKind& dearest, const Work& work);

    // Learns from dearest work that was done since `begin` for its own sake.
    void learn(const HashKind& dearest, std::chrono::nanoseconds begin);

    // Cheaper work was done since `begin`: works on until it was as dear. The first time, when it is not known how dear that
    // is, does the whole `work` instead.
    void fillUp(const HashKind& dearest, std::chrono::nanoseconds begin, const Work& work);

private:
    std::chrono::nanoseconds known(const HashKind& dearest) const;

    Clock clock_;
    Work crumb_;
    mutable std::mutex mutex_;
    HashKind kind_;                    // a store has one dearest kind at a time: remembering one is enough
    std::chrono::nanoseconds time_{0}; // that kind takes; 0: not known
};

// The usual clock.
std::chrono::nanoseconds threadCpuTime();

} // namespace portico::passwords
