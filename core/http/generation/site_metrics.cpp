// SPDX-License-Identifier: Apache-2.0
#include "http/generation/site_metrics.h"

#include "http/generation/snapshot.h"

#include <algorithm>

namespace portico::http {

namespace {

// 100 microseconds to 10 seconds.
const std::vector<std::int64_t> bounds = {
    100'000,    250'000,     500'000,     1'000'000,   2'500'000,     5'000'000,     10'000'000,    25'000'000,
    50'000'000, 100'000'000, 250'000'000, 500'000'000, 1'000'000'000, 2'500'000'000, 5'000'000'000, 10'000'000'000};

} // namespace

// The routes of a site are known, so they need no small bound; one that is never requested is not written.
SiteMetrics::SiteMetrics(metrics::Registry& registry, const std::vector<Target>& targets)
    : answers_(registry.define({}, {.kind = metrics::Kind::Counter,
                                    .name = "portico_http_requests",
                                    .help = "Answered requests by route and class of status.",
                                    .labels = {"method", "route", "status"},
                                    .series = metrics::mostSeries,
                                    .isShownUnused = false})),
      times_(registry.define(
          {}, {.kind = metrics::Kind::Histogram,
               .name = "portico_http_request_seconds",
               .help = "Time from a complete request head to the end of the answer's work in the server.",
               .labels = {"method", "route"},
               .bounds = bounds,
               .divisor = 1'000'000'000,
               .series = metrics::mostSeries,
               .isShownUnused = false})),
      first_(targets.data()) {
    if (!answers_ || !times_) return;
    routes_.reserve(targets.size() + 2);
    for (const Target& target : targets) routes_.push_back(series(target.method, target.path));
    routes_.push_back(series("GET", std::string(Assets::prefix) + "{path*}"));
    routes_.push_back(series("", "none"));
}

SiteMetrics::OfRoute SiteMetrics::series(std::string_view method, std::string_view route) {
    OfRoute all;
    constexpr std::array<std::string_view, 4> classes = {"2xx", "3xx", "4xx", "5xx"};
    for (std::size_t i = 0; i < classes.size(); ++i) all.answers[i] = answers_->series({method, route, classes[i]});
    all.times = times_->series({method, route});
    return all;
}

void SiteMetrics::count(const Target* target, bool isAsset, int status, std::chrono::nanoseconds time) const noexcept {
    if (routes_.empty()) return;
    const std::size_t index =
        target != nullptr ? static_cast<std::size_t>(target - first_) : routes_.size() - (isAsset ? 2 : 1);
    const OfRoute& route = routes_[index];
    route.answers[static_cast<std::size_t>(std::clamp(status / 100, 2, 5) - 2)]->add(1);
    route.times->observe(time.count());
}

} // namespace portico::http
