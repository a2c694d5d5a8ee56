// SPDX-License-Identifier: Apache-2.0
// What the code of one plugin file has done since the server started, and where it lies in memory. An account never moves or goes:
// the watchdog and the crash handler look at it whenever they like.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

namespace portico::capabilities {

struct PluginStats {
    PluginStats(std::string_view of, std::string_view content, PluginStats* before)
        : plugin(of), hash(content), next(before) {}

    const std::string plugin;
    const std::string hash;  // of the file: the same plugin, changed, has another account
    PluginStats* const next; // made before this one
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

    // By any thread.
    PluginStats& of(std::string_view plugin, std::string_view hash);

    // By any thread, in a signal handler too: the newest one, from which `next` leads to all others.
    PluginStats* newest() const noexcept { return newest_.load(); }

    // The plugin whose code is innermost in a backtrace: it may have been called by another one, or run on a thread of its own.
    // nullptr: none. In a signal handler, too.
    const PluginStats* innermost(void* const* frames, int count) const noexcept;

private:
    std::mutex mutex_; // of `of`
    std::atomic<PluginStats*> newest_{nullptr};
};

} // namespace portico::capabilities
