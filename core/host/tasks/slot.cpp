// SPDX-License-Identifier: Apache-2.0
#include "host/tasks/slot.h"

#include <algorithm>

namespace portico::host {

namespace {

constexpr std::uint64_t fnvStart = 14695981039346656037u, fnvPrime = 1099511628211u; // FNV-1a

std::uint64_t mixed(std::uint64_t hash, std::string_view text) noexcept {
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * fnvPrime;
    return (hash ^ 0xffu) * fnvPrime; // the end of the text
}

// SplitMix64: every bit of the result depends on every bit of the input.
std::uint64_t scattered(std::uint64_t bits) noexcept {
    bits = (bits ^ (bits >> 30u)) * 0xbf58476d1ce4e5b9u;
    bits = (bits ^ (bits >> 27u)) * 0x94d049bb133111ebu;
    return bits ^ (bits >> 31u);
}

} // namespace

std::uint64_t delaySeed(std::string_view machine, std::string_view plugin, std::string_view name) noexcept {
    return mixed(mixed(mixed(fnvStart, machine), plugin), name);
}

std::int64_t delayOf(std::int64_t slot, std::int64_t jitter, std::uint64_t seed) noexcept {
    if (jitter <= 0) return 0;
    const std::uint64_t bits = scattered(seed ^ scattered(static_cast<std::uint64_t>(slot)));
    return static_cast<std::int64_t>(bits % (static_cast<std::uint64_t>(jitter) + 1));
}

Slot onlySlot(const Schedule& schedule, std::uint64_t seed) noexcept {
    return {schedule.at, schedule.at + delayOf(schedule.at, schedule.jitter, seed)};
}

Slot nextSlot(const Schedule& schedule, std::uint64_t seed, std::int64_t after, std::int64_t now) noexcept {
    // A slot earlier than this is either not later than `after` or due before `now`.
    const std::int64_t earliest = std::max({schedule.at, after, now - schedule.jitter});
    Slot slot{earliest - (earliest - schedule.at) % schedule.every, 0};
    for (;; slot.time += schedule.every) {
        slot.due = slot.time + delayOf(slot.time, schedule.jitter, seed);
        if (slot.time > after && slot.due >= now) return slot;
    }
}

} // namespace portico::host
