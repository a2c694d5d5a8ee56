// SPDX-License-Identifier: Apache-2.0
// What a probe process reports to the server, line by line: "KIND\tPLUGIN\ttext". After a crash, the last lines show where it
// happened.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace portico::host {

// The descriptor to which a probe process writes its report.
constexpr int probeReport = 3;

class ProbeReport {
public:
    void take(std::string_view line);

    bool isComplete() const noexcept { return isComplete_; }
    // Where it is, or was when it ended: a plugin and its step ("start"). Empty: in the host's own code.
    const std::string& plugin() const noexcept { return plugin_; }
    const std::string& step() const noexcept { return step_; }

    using ByPlugin = std::map<std::string, std::vector<std::string>>;
    struct Route {
        std::string method, path, guard;
        std::string extraGuard; // from pages.guards: a visitor must pass both; empty: none
        std::string summary, plugin;
        std::uint64_t bodyLimit = 0; // bytes; 0: the limit in limits.*
    };
    ByPlugin faults{};                           // complete clauses; these plugins are left out
    std::map<std::string, std::string> hashes{}; // of the loaded files, by plugin
    // The result of building the generation (build_report.h), as sentences.
    ByPlugin refused{}, idle{};
    std::vector<std::string> unserved{}, warnings{}, fatal{};
    std::vector<Route> routes{};

private:
    void takeRoute(const std::string& plugin, std::string_view words);

    std::string plugin_, step_;
    bool isComplete_ = false, isDying_ = false;
};

} // namespace portico::host
