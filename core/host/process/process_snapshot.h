// SPDX-License-Identifier: Apache-2.0
// The state that all code in a process shares: descriptors, threads, signal handlers, locale, umask, working directory. Taken
// before and after each lifecycle step of a plugin, to find what the step changed.
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace portico::host {

struct ProcessSnapshot {
    std::map<int, std::string> descriptors{}; // number -> target; without the private copies of libraries
    std::set<int> threads{};
    std::array<void*, 65> handlers{}; // by signal
    std::string locale{};
    unsigned umask = 0;
    std::string folder{};

    static ProcessSnapshot now();
};

std::map<int, std::string> openDescriptors();
std::set<int> runningThreads();

// Forbidden changes, as complete clauses: "closed descriptor 0", "changed the handler of SIGTERM". New descriptors and threads
// are not a fault before the plugin has been destroyed.
std::vector<std::string> changes(const ProcessSnapshot& before, const ProcessSnapshot& after);

} // namespace portico::host
