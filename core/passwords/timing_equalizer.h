// SPDX-License-Identifier: Apache-2.0
// Makes all denials take the same time, so that timing reveals neither which names exist nor which users have an old hash. The
// time is that of the costliest kind of hash in the store. Called by Passwords on the pool's threads.
#pragma once

#include "base/mutex.h"
#include "passwords/hash_kind.h"

#include <chrono>
#include <functional>

namespace portico::passwords {

class TimingEqualizer {
public:
    using Work = std::function<void()>;
    using Clock = std::function<std::chrono::nanoseconds()>; // CPU time of the calling thread

    // `smallStep` is a small unit of work, well under a millisecond; padTo repeats it.
    TimingEqualizer(Clock clock, Work smallStep);

    std::chrono::nanoseconds now() const { return clock_(); }

    // Does the work of a hash of the costliest kind and measures how long it takes on this machine.
    void spend(const HashKind& costliest, const Work& work);

    // Measures work of the costliest kind that the caller has done since `begin`.
    void learn(const HashKind& costliest, std::chrono::nanoseconds begin);

    // Continues after cheaper work since `begin` until the time of the costliest kind has been spent. If that time is not known
    // yet, does the whole `work` instead.
    void padTo(const HashKind& costliest, std::chrono::nanoseconds begin, const Work& work);

private:
    std::chrono::nanoseconds known(const HashKind& costliest) const;

    Clock clock_;
    Work smallStep_;
    mutable Mutex mutex_;
    HashKind kind_ PORTICO_GUARDED_BY(mutex_); // a store has one costliest kind at a time, so one suffices
    std::chrono::nanoseconds time_ PORTICO_GUARDED_BY(mutex_){0}; // time of that kind; 0: unknown
};

// The default clock.
std::chrono::nanoseconds threadCpuTime();

} // namespace portico::passwords
