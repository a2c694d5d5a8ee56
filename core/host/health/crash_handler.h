// SPDX-License-Identifier: Apache-2.0
// Reports a crash of the server: writes the plugin, the request and the backtrace to standard error and to the crash file, whose
// first line for each crash is read at the next start (crashes.h). Then the signal takes its normal effect.
#pragma once

#include "base/descriptor.h"
#include "capabilities/plugin_stats.h"

#include <filesystem>
#include <string>

namespace portico::host {

class CrashHandler {
public:
    // One per process. Before recordIn, it writes to standard error only.
    explicit CrashHandler(const capabilities::PluginStatsTable& accounts);
    ~CrashHandler();
    CrashHandler(const CrashHandler&) = delete;
    CrashHandler& operator=(const CrashHandler&) = delete;

    // Opens the file now, because during a crash only writing is possible. Returns a sentence that says why it cannot be
    // written, or nothing.
    std::string recordIn(const std::filesystem::path& file);
    // Reports an exit() of a plugin before the static objects are destroyed that exist now, which other threads may be using. Call
    // after plugins have been loaded.
    void watchExits();

private:
    base::Descriptor file_;
};

} // namespace portico::host
