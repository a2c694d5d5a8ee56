// SPDX-License-Identifier: Apache-2.0
// The last words of a server that crashes: in which plugin, for which request, and the backtrace, to standard error and to the
// crash file, whose first line for each crash is read at the next start (crashes.h). Then the signal takes its course.
#pragma once

#include "capabilities/account.h"
#include "loader/descriptor.h"

#include <filesystem>

namespace portico::host {

class CrashHandler {
public:
    // Opens the file now: at a crash it is too late for anything but writing. One for a process. Throws std::runtime_error.
    CrashHandler(const capabilities::Accounts& accounts, const std::filesystem::path& file);
    ~CrashHandler();
    CrashHandler(const CrashHandler&) = delete;
    CrashHandler& operator=(const CrashHandler&) = delete;

private:
    loader::Descriptor file_;
};

} // namespace portico::host
