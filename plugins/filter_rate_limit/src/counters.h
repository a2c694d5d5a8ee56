// SPDX-License-Identifier: Apache-2.0
// Counts requests by sender in a bounded number of counters of the host's TTL store. A sender's counter follows from a keyed hash, so
// nobody can choose an address that shares the counter of somebody else. More senders than counters share them.
#pragma once

#include <portico/plugin.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace filter_rate_limit {

class Counters {
public:
    // `number`: of the counters for each kind of sender. The key survives reloads, as the counters do.
    Counters(const portico::State& state, std::int64_t number, std::chrono::seconds period);

    // Counts a request of the sender at this time (since 1970) and returns how many there were in the current period. `kind` tells
    // addresses from users.
    std::int64_t count(char kind, std::string_view sender, std::chrono::seconds now) const;

    // Until the current period ends: at least one.
    std::chrono::seconds untilNext(std::chrono::seconds now) const noexcept { return period_ - now % period_; }

private:
    portico::State state_;
    std::uint64_t number_;
    std::chrono::seconds period_;
    std::array<unsigned char, 16> key_{};
};

} // namespace filter_rate_limit
