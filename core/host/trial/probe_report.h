// SPDX-License-Identifier: Apache-2.0
// What a probe process tells the server, line by line, while plugins live in it: "KIND\tPLUGIN\ttext". The last lines of one that
// crashed say where it was.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace portico::host {

// The descriptor on which a probe process writes.
constexpr int probeReport = 3;

class ProbeReport {
public:
    void take(std::string_view line);

    bool isComplete() const noexcept { return isComplete_; }
    // Where it is, or was when it ended: a plugin, and what of it ("start"). Empty: in the host's own code.
    const std::string& plugin() const noexcept { return plugin_; }
    const std::string& step() const noexcept { return step_; }

    using ByPlugin = std::map<std::string, std::vector<std::string>>;
    struct Route {
        std::string method, path, guard;
        std::string extraGuard; // of pages.guards: a visitor must pass both; empty: none
        std::string summary, plugin;
        std::uint64_t bodyLimit = 0; // bytes; 0: what limits.* says
    };
    ByPlugin faults{};                           // whole clauses: these plugins stay out
    std::map<std::string, std::string> hashes{}; // of the files that lived there, by plugin
    // What came of the generation that was built there (build_report.h), in sentences.
    ByPlugin refused{}, idle{};
    std::vector<std::string> unserved{}, warnings{}, fatal{};
    std::vector<Route> routes{};

private:
    void takeRoute(const std::string& plugin, std::string_view words);

    std::string plugin_, step_;
    bool isComplete_ = false, isDying_ = false;
};

} // namespace portico::host
