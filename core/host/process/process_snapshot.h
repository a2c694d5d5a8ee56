// SPDX-License-Identifier: Apache-2.0
// What of a process belongs to all that runs in it: descriptors, threads, signal handlers, locale, umask, working directory. Taken
// before and after a step of a plugin's life, to see what the step did to it.
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace portico::host {

struct ProcessSnapshot {
    std::map<int, std::string>
        descriptors{}; // and what they lead to; without the copies that libraries are mapped from
    std::set<int> threads{};
    std::array<void*, 65> handlers{}; // by signal
    std::string locale{};
    unsigned umask = 0;
    std::string folder{};

    static ProcessSnapshot now();
};

std::map<int, std::string> openDescriptors();
std::set<int> runningThreads();

// What must never happen, as whole clauses: "closed descriptor 0", "changed the handler of SIGTERM". What came newly, descriptors
// and threads, is no fault before the plugin has ended.
std::vector<std::string> changes(const ProcessSnapshot& before, const ProcessSnapshot& after);

} // namespace portico::host
