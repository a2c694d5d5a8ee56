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

    std::map<std::string, std::vector<std::string>> faults{}; // by plugin; whole clauses
    std::map<std::string, std::string> hashes{};              // of the files that lived there, by plugin

private:
    std::string plugin_, step_;
    bool isComplete_ = false;
};

} // namespace portico::host
