// SPDX-License-Identifier: Apache-2.0
// When tasks are due: the slots of a schedule, and the delay of each. Only arithmetic; all times are milliseconds since 1970 UTC.
#pragma once

#include <cstdint>
#include <string_view>

namespace portico::host {

struct Schedule {
    std::int64_t at = 0;     // the first slot
    std::int64_t every = 0;  // the interval between two slots; 0: only one slot
    std::int64_t jitter = 0; // the longest delay of a slot; less than `every`
    bool operator==(const Schedule&) const = default;
};

struct Slot {
    std::int64_t time = 0;
    std::int64_t due = 0; // with its delay
};

// Identifies a task on this machine, so that the delay of a slot is the same after a reload and after a restart.
std::uint64_t delaySeed(std::string_view machine, std::string_view plugin, std::string_view name) noexcept;

// 0 to `jitter`, evenly distributed over slots and seeds.
std::int64_t delayOf(std::int64_t slot, std::int64_t jitter, std::uint64_t seed) noexcept;

// The only slot of a schedule without interval.
Slot onlySlot(const Schedule& schedule, std::uint64_t seed) noexcept;

// The first slot of a schedule with interval that is later than `after` and not due before `now`.
Slot nextSlot(const Schedule& schedule, std::uint64_t seed, std::int64_t after, std::int64_t now) noexcept;

} // namespace portico::host
