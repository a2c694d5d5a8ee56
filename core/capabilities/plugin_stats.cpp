// SPDX-License-Identifier: Apache-2.0
#include "capabilities/plugin_stats.h"

#include <memory>

namespace portico::capabilities {

PluginStats& PluginStatsTable::of(std::string_view plugin, std::string_view hash) {
    const MutexLock lock(mutex_);
    for (PluginStats* stats = newest(); stats != nullptr; stats = stats->next)
        if (stats->plugin == plugin && stats->hash == hash) return *stats;
    auto made = std::make_unique<PluginStats>(plugin, hash, newest());
    newest_.store(made.get());
    return *made.release(); // the list owns it; the destructor deletes the list
}

const PluginStats* PluginStatsTable::innermost(void* const* frames, int count) const noexcept {
    for (int i = 0; i < count; ++i)
        for (const PluginStats* stats = newest(); stats != nullptr; stats = stats->next)
            if (stats->contains(reinterpret_cast<std::uintptr_t>(frames[i]))) return stats;
    return nullptr;
}

PluginStatsTable::~PluginStatsTable() {
    for (PluginStats* stats = newest(); stats != nullptr;) {
        const std::unique_ptr<PluginStats> gone(stats);
        stats = gone->next;
    }
}

} // namespace portico::capabilities
