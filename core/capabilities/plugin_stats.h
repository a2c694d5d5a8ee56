// SPDX-License-Identifier: Apache-2.0
// The statistics of one plugin file since the server started, and its addresses in memory. They are never moved or destroyed
// while the server runs, because the watchdog and the crash handler read them at any time.
#pragma once

#include "base/mutex.h"

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

namespace portico::capabilities {

struct PluginStats {
    PluginStats(std::string_view of, std::string_view content, PluginStats* before)
        : plugin(of), hash(content), next(before) {}

    const std::string plugin;
    const std::string hash;  // of the file: a changed file of the same plugin has its own statistics
    PluginStats* const next; // created before this one
    std::atomic<std::uint64_t> calls{0}, errors{0}, nanoseconds{0};
    std::atomic<std::uintptr_t> begin{0}, end{0}; // addresses of its code and data

    bool contains(std::uintptr_t address) const noexcept { return address >= begin.load() && address < end.load(); }
};

class PluginStatsTable {
public:
    PluginStatsTable() = default;
    PluginStatsTable(const PluginStatsTable&) = delete;
    PluginStatsTable& operator=(const PluginStatsTable&) = delete;
    ~PluginStatsTable();

    // Any thread.
    PluginStats& of(std::string_view plugin, std::string_view hash);

    // The newest statistics, from which `next` leads to all others. Any thread, also in a signal handler.
    PluginStats* newest() const noexcept { return newest_.load(); }

    // The plugin whose code is innermost in a backtrace; another plugin may have called it, or it may run on a thread of its own.
    // nullptr if there is none. Also usable in a signal handler.
    const PluginStats* innermost(void* const* frames, int count) const noexcept;

private:
    Mutex mutex_; // one thread adds at a time; reading needs no lock
    std::atomic<PluginStats*> newest_{nullptr};
};

} // namespace portico::capabilities
