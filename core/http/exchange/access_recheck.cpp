// SPDX-License-Identifier: Apache-2.0
// Rechecks the access of the sender of a long request.
#include "http/exchange/access_recheck.h"

#include <algorithm>

namespace portico::http {

void AccessRecheck::begin(IsSame ask, std::chrono::milliseconds interval) noexcept {
    ask_ = ask;
    interval_ = interval;
    asked_ = Clock::now();
}

bool AccessRecheck::holds(Exchange& x) {
    if (failed_ || untilDue().count() > 0) return !failed_;
    failed_ = true; // also if the check throws
    failed_ = !ask_(x);
    asked_ = Clock::now();
    return !failed_;
}

// Rounded up: a pause of this length ends when the check is due.
std::chrono::milliseconds AccessRecheck::untilDue() const noexcept {
    using std::chrono::milliseconds;
    if (ask_ == nullptr) return milliseconds::max();
    const auto left = std::chrono::ceil<milliseconds>(asked_ + interval_ - Clock::now());
    return std::max(left, milliseconds(0));
}

} // namespace portico::http
