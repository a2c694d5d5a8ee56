// SPDX-License-Identifier: Apache-2.0
// Rechecks whether the sender of a long request is still the user that its handler knows. A handler that streams, or reads its
// body in pieces, may outlive a login, so the auth plugin is called again every Limits::recheckAccess. This class determines
// when; the step identify performs the check.
#pragma once

#include <chrono>

namespace portico::http {

class Exchange;

class AccessRecheck {
public:
    using IsSame = bool (*)(Exchange& x);

    // Starts for a handler that knows its user. `interval`: maximum age of the last result.
    void begin(IsSame ask, std::chrono::milliseconds interval) noexcept;

    // Performs the check if it is due. Once false, the result stays false.
    bool holds(Exchange& x);
    bool hasFailed() const noexcept { return failed_; }

    // The time until holds() checks again; infinite if it never does.
    std::chrono::milliseconds untilDue() const noexcept;

private:
    using Clock = std::chrono::steady_clock;

    IsSame ask_ = nullptr;
    std::chrono::milliseconds interval_{};
    Clock::time_point asked_{};
    bool failed_ = false;
};

} // namespace portico::http
