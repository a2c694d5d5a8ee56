// SPDX-License-Identifier: Apache-2.0
#include "host/services/ttl_stores.h"

#include <chrono>

namespace portico::host {

namespace {

std::int64_t now() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

} // namespace

TtlStore& TtlStores::of(std::string_view plugin, std::size_t most) {
    const std::lock_guard lock(mutex_);
    auto room = stores_.find(plugin);
    if (room == stores_.end())
        room = stores_.emplace(plugin, std::make_unique<TtlStore>(most, now)).first;
    else
        room->second->limit(most);
    return *room->second;
}

bool TtlStores::has(std::string_view plugin) {
    const std::lock_guard lock(mutex_);
    return stores_.contains(plugin);
}

} // namespace portico::host
