// SPDX-License-Identifier: Apache-2.0
// Whether requests move, at one moment: what a watchdog compares with the moment before.
#pragma once

#include <cstdint>

namespace portico::http::wire {

struct LaneProgress {
    std::uint64_t moves = 0;  // how often a lane has gone on
    std::uint64_t looks = 0;  // how often the keeper has looked
    bool hasFreeLane = false; // a lane stands ready for the next request
};

// Somebody could have been served between the two: the keeper looks on, and a lane was free or became so.
inline bool isAlive(const LaneProgress& before, const LaneProgress& now) noexcept {
    return now.looks != before.looks && (now.hasFreeLane || now.moves != before.moves);
}

} // namespace portico::http::wire
