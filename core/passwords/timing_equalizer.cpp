// SPDX-License-Identifier: Apache-2.0
#include "passwords/timing_equalizer.h"

#include <ctime>

namespace portico::passwords {

TimingEqualizer::TimingEqualizer(Clock clock, Work smallStep)
    : clock_(std::move(clock)), smallStep_(std::move(smallStep)) {}

void TimingEqualizer::spend(const HashKind& costliest, const Work& work) {
    const std::chrono::nanoseconds begin = clock_();
    work();
    learn(costliest, begin);
}

// A moving average, so that one disturbed measurement has no lasting effect.
void TimingEqualizer::learn(const HashKind& costliest, std::chrono::nanoseconds begin) {
    const std::chrono::nanoseconds took = clock_() - begin;
    const MutexLock lock(mutex_);
    const bool first = time_.count() == 0 || kind_ != costliest;
    time_ = first ? took : (time_ * 7 + took) / 8;
    kind_ = costliest;
}

void TimingEqualizer::padTo(const HashKind& costliest, std::chrono::nanoseconds begin, const Work& work) {
    const std::chrono::nanoseconds whole = known(costliest);
    if (whole.count() == 0) return spend(costliest, work);
    while (clock_() - begin < whole) smallStep_();
}

std::chrono::nanoseconds TimingEqualizer::known(const HashKind& costliest) const {
    const MutexLock lock(mutex_);
    return kind_ == costliest ? time_ : std::chrono::nanoseconds(0);
}

std::chrono::nanoseconds threadCpuTime() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

} // namespace portico::passwords
