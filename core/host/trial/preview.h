// SPDX-License-Identifier: Apache-2.0
// What `portico serve` would do with this installation, without serving: builds the whole site as serve does, in a probe process,
// so that no plugin can harm the caller. Used by `portico check`, `doctor`, `routes` and `plugins list`.
#pragma once

#include "host/process/options.h"
#include "host/trial/probe_report.h"

#include <string>
#include <vector>

namespace portico::loader {
class InspectionCache;
}

namespace portico::host {

struct InstalledPlugin {
    std::string id, version, file;
    std::string state; // "used", "idle", "refused" or "quarantined"; "removed" if it runs but its file is gone
    std::vector<std::string> provides;
    std::vector<std::string> reasons; // why it is not used, or which of its pages are not served

    bool isRefused() const { return state == "refused" || state == "quarantined"; }
};

struct Preview {
    std::vector<InstalledPlugin> plugins{};
    std::vector<ProbeReport::Route> routes{};
    std::vector<std::string> warnings{}; // about plugins and pages: the site serves, but needs attention
    std::vector<std::string> leftOut{};  // plugins and pages that would be left out, pages that are broken
    std::vector<std::string> faults{};   // why the server would not start at all

    std::size_t used() const;
    std::size_t refused() const; // plugins
};

// Throws Refusal only for faults of the configuration itself. `inspections`: as in setUp.
Preview preview(const Options& options, loader::InspectionCache* inspections = nullptr);

} // namespace portico::host
