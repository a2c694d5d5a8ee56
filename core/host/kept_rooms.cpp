// SPDX-License-Identifier: Apache-2.0
#include "host/kept_rooms.h"

#include <chrono>

namespace portico::host {

namespace {

std::int64_t now() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

} // namespace

KeptValues& KeptRooms::of(std::string_view plugin, std::size_t most) {
    const std::lock_guard lock(mutex_);
    auto room = rooms_.find(plugin);
    if (room == rooms_.end())
        room = rooms_.emplace(plugin, std::make_unique<KeptValues>(most, now)).first;
    else
        room->second->limit(most);
    return *room->second;
}

} // namespace portico::host
