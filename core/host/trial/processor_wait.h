// SPDX-License-Identifier: Apache-2.0
// How long a process has been ready to run while other processes had the processors. A deadline that does not count this time
// is the same on a busy machine as on an idle one.
#pragma once

#include <chrono>
#include <filesystem>

namespace portico::host {

// The longest such time of all threads of a process since each began. `process` is its folder in /proc. Zero if the kernel does
// not tell (schedstat in proc(5)) or the process has ended.
std::chrono::nanoseconds processorWait(const std::filesystem::path& process);

} // namespace portico::host
