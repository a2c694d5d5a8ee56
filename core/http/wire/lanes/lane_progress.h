// SPDX-License-Identifier: Apache-2.0
// The progress of requests at one moment, which the watchdog compares with an earlier one.
#pragma once

#include <cstdint>

namespace portico::http::wire {

struct LaneProgress {
    std::uint64_t moves = 0;  // how often a lane has continued
    std::uint64_t looks = 0;  // how often the keeper has checked
    bool hasFreeLane = false; // a lane is ready for the next request
};

// True if a request could have been served between the two: the keeper ran, and a lane was or became free.
inline bool isAlive(const LaneProgress& before, const LaneProgress& now) noexcept {
    return now.looks != before.looks && (now.hasFreeLane || now.moves != before.moves);
}

} // namespace portico::http::wire
