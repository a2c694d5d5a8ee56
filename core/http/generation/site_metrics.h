// SPDX-License-Identifier: Apache-2.0
// Counts the requests of a site by route and class of status, and their times. All series are resolved when the generation is
// built, so that counting takes no lock and no memory.
#pragma once

#include "metrics/registry.h"

#include <array>
#include <chrono>
#include <memory>
#include <vector>

namespace portico::http {

struct Target;

class SiteMetrics {
public:
    SiteMetrics() = default; // counts nothing
    SiteMetrics(metrics::Registry& registry, const std::vector<Target>& targets);

    // A request has been answered. `target`: an element of the vector above, or null; then `isAsset` says whether the path is one
    // of an asset.
    void count(const Target* target, bool isAsset, int status, std::chrono::nanoseconds time) const noexcept;

private:
    struct OfRoute {
        std::array<metrics::Series*, 4> answers{}; // 2xx to 5xx
        metrics::Series* times = nullptr;
    };
    OfRoute series(std::string_view method, std::string_view route);

    std::shared_ptr<metrics::Family> answers_, times_;
    std::vector<OfRoute> routes_; // one for each target, then assets, then everything else
    const Target* first_ = nullptr;
};

} // namespace portico::http
