// SPDX-License-Identifier: Apache-2.0
#include "passwords/equal_cost.h"

#include <ctime>

namespace portico::passwords {

EqualCost::EqualCost(Clock clock, Work crumb) : clock_(std::move(clock)), crumb_(std::move(crumb)) {}

void EqualCost::spend(const HashKind& dearest, const Work& work) {
    const std::chrono::nanoseconds begin = clock_();
    work();
    learn(dearest, begin);
}

// A moving average: one disturbed measurement must not set the measure for long.
void EqualCost::learn(const HashKind& dearest, std::chrono::nanoseconds begin) {
    const std::chrono::nanoseconds took = clock_() - begin;
    const std::lock_guard lock(mutex_);
    const bool first = time_.count() == 0 || kind_ != dearest;
    time_ = first ? took : (time_ * 7 + took) / 8;
    kind_ = dearest;
}

void EqualCost::fillUp(const HashKind& dearest, std::chrono::nanoseconds begin, const Work& work) {
    const std::chrono::nanoseconds whole = known(dearest);
    if (whole.count() == 0) return spend(dearest, work);
    while (clock_() - begin < whole) crumb_();
}

std::chrono::nanoseconds EqualCost::known(const HashKind& dearest) const {
    const std::lock_guard lock(mutex_);
    return kind_ == dearest ? time_ : std::chrono::nanoseconds(0);
}

std::chrono::nanoseconds threadCpuTime() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

} // namespace portico::passwords
