// SPDX-License-Identifier: Apache-2.0
// What all sources say, before it is known which keys there are. The host checks it twice: with its own keys, to learn where
// plugins are, and with the plugins' keys added, for good. Filled by layers.h.
#pragma once

#include "config/keys.h"
#include "config/origin.h"
#include "config/settings.h"

#include <vector>

namespace portico::config {

struct Assignment {
    Path path;
    Raw value;
    Origin nameAt;          // for faults of the name
    Origin valueAt;         // for faults of the value, and the origin that is shown
    std::string openFile{}; // where it came from, if everybody on this machine may read that
};

struct Outcome {
    // With faults, each faulty key has the value of the layer below: enough to go on looking for further faults, never to
    // serve with.
    Settings settings;
    std::vector<Fault> faults{};
    std::vector<Fault> warnings{};
    bool ok() const { return faults.empty(); }
};

class Draft {
public:
    // Lowest layer first: what is assigned later stands.
    void assign(Assignment assignment) { assignments_.push_back(std::move(assignment)); }
    void fail(Fault fault) { faults_.push_back(std::move(fault)); }
    // Every source could be read; otherwise what it says is missing, and further faults may come of that.
    bool isWhole() const { return faults_.empty(); }
    const std::vector<Assignment>& assignments() const { return assignments_; }

    // All faults at once: those of reading first, then those of names and values, lowest layer first. Settings of plugins
    // that `keys` does not know are warnings.
    Outcome check(const Keys& keys) const;

private:
    std::vector<Assignment> assignments_;
    std::vector<Fault> faults_;
};

} // namespace portico::config
