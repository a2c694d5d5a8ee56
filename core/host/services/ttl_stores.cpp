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
    const MutexLock lock(mutex_);
    auto store = stores_.find(plugin);
    if (store == stores_.end())
        store = stores_.emplace(plugin, std::make_unique<TtlStore>(most, now)).first;
    else
        store->second->limit(most);
    return *store->second;
}

std::map<std::string, std::size_t> TtlStores::sizes() {
    const MutexLock lock(mutex_);
    std::map<std::string, std::size_t> all;
    for (const auto& [plugin, store] : stores_) all.emplace(plugin, store->bytes());
    return all;
}

bool TtlStores::has(std::string_view plugin) {
    const MutexLock lock(mutex_);
    return stores_.contains(plugin);
}

} // namespace portico::host
