// SPDX-License-Identifier: Apache-2.0
// The crash file: what crashed, when and in which function. Written by the crash handler, read at the next start.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portico::host {

struct Crash {
    std::int64_t when; // seconds since 1970
    std::string plugin, hash, signal, function, target;
};

// Parses a line of the file; nothing if it is part of a backtrace or damaged.
std::optional<Crash> parseCrash(std::string_view line);

// The crashes in the file, after removing those before `since` from it, with their backtraces. No file: no crashes.
std::vector<Crash> takeCrashes(const std::filesystem::path& file, std::int64_t since);

// Removes the crashes of this plugin from the file.
void forgetCrashes(const std::filesystem::path& file, std::string_view plugin);

} // namespace portico::host
