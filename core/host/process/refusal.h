// SPDX-License-Identifier: Apache-2.0
// Why the host does not start: every fault of configuration and plugins at once, each a sentence that says where it is, what
// is wrong and what to do.
#pragma once

#include "loader/plan/report.h"

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace portico::host {

class Refusal : public std::runtime_error {
public:
    explicit Refusal(std::vector<std::string> reasons)
        : std::runtime_error(reasons.empty() ? "refused" : reasons.front()), reasons_(std::move(reasons)) {}
    const std::vector<std::string>& reasons() const noexcept { return reasons_; }

private:
    std::vector<std::string> reasons_;
};

// Plugins that the configuration requires are not available; the report says what became of each plugin.
class PluginsRefused : public Refusal {
public:
    PluginsRefused(std::vector<std::string> reasons, loader::Report report)
        : Refusal(std::move(reasons)), report_(std::move(report)) {}
    const loader::Report& report() const noexcept { return report_; }

private:
    loader::Report report_;
};

} // namespace portico::host
