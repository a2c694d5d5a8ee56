// SPDX-License-Identifier: Apache-2.0
// The assignments of all layers, before all keys are known. The host checks a draft twice: with its own keys, to find the
// plugins, and finally with the keys of the plugins. Filled by layers.h.
#pragma once

#include "config/keys.h"
#include "config/origin.h"
#include "config/settings.h"

#include <filesystem>
#include <utility>
#include <vector>

namespace portico::config {

struct Assignment {
    Path path;
    Raw value;
    Origin nameAt;          // for faults in the name
    Origin valueAt;         // for faults in the value, and the origin that is printed
    std::string openFile{}; // the file of the value, if everybody on this machine may read it
};

struct Outcome {
    // If there are faults, each faulty key has the value of the layer below: good enough to look for further faults, but not to
    // serve with.
    Settings settings;
    std::vector<Fault> faults{};
    std::vector<Fault> warnings{};
    bool ok() const { return faults.empty(); }
};

class Draft {
public:
    // Call it for the lowest layer first: later assignments override earlier ones.
    void assign(Assignment assignment) { assignments_.push_back(std::move(assignment)); }
    void fail(Fault fault) { faults_.push_back(std::move(fault)); }
    // Where "credential:NAME" is found as the value of a secret; empty if the process has no credentials.
    void setCredentials(std::filesystem::path folder) { credentials_ = std::move(folder); }
    // True if every source could be read. Otherwise assignments are missing, which may cause further faults.
    bool isWhole() const { return faults_.empty(); }
    const std::vector<Assignment>& assignments() const { return assignments_; }

    // All faults at once: first those of reading, then those in names and values, lowest layer first. Settings of plugins
    // that are not in `keys` cause warnings.
    Outcome check(const Keys& keys) const;

private:
    std::vector<Assignment> assignments_;
    std::vector<Fault> faults_;
    std::filesystem::path credentials_;
};

} // namespace portico::config
