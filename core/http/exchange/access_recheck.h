// SPDX-License-Identifier: Apache-2.0
// Whether the sender of a request that takes long is still the user whom its handler knows. A handler that streams, or reads its
// body in pieces, may outlive a login: auth is asked again every Limits::recheckAccess. Here is when; step identify asks.
#pragma once

#include <chrono>

namespace portico::http {

class Exchange;

class AccessRecheck {
public:
    using IsSame = bool (*)(Exchange& x);

    // From now on, for a handler that knows its user. `interval`: at most this old is the last answer.
    void begin(IsSame ask, std::chrono::milliseconds interval) noexcept;

    // Asks if it is time to. Once false, always false.
    bool holds(Exchange& x);
    bool hasFailed() const noexcept { return failed_; }

    // Until holds() asks again; for ever if it never does.
    std::chrono::milliseconds untilDue() const noexcept;

private:
    using Clock = std::chrono::steady_clock;

    IsSame ask_ = nullptr;
    std::chrono::milliseconds interval_{};
    Clock::time_point asked_{};
    bool failed_ = false;
};

} // namespace portico::http
