// SPDX-License-Identifier: Apache-2.0
// The last words of a server that crashes: in which plugin, for which request, and the backtrace, to standard error and to the
// crash file, whose first line for each crash is read at the next start (crashes.h). Then the signal takes its course.
#pragma once

#include "capabilities/plugin_stats.h"
#include "loader/file/descriptor.h"

#include <filesystem>
#include <string>

namespace portico::host {

class CrashHandler {
public:
    // One for a process. Until it has a file it writes to standard error only.
    explicit CrashHandler(const capabilities::PluginStatsTable& accounts);
    ~CrashHandler();
    CrashHandler(const CrashHandler&) = delete;
    CrashHandler& operator=(const CrashHandler&) = delete;

    // Opens the file now: at a crash it is too late for anything but writing. Empty, or a sentence: why it cannot be written.
    std::string recordIn(const std::filesystem::path& file);

private:
    loader::Descriptor file_;
};

} // namespace portico::host
