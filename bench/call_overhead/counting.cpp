// SPDX-License-Identifier: Apache-2.0
#include "counting.h"

#include "host/services/metrics_service.h"
#include "http/generation/snapshot.h"

#include <portico/host.hpp>

namespace call_overhead {

namespace {

std::vector<portico::http::Target> oneTarget() {
    std::vector<portico::http::Target> targets;
    targets.push_back({"GET", "/books/{id}", "public", "", "books", portico::http::GuardRule::parse("public"),
                       portico::http::GuardRule::parse("public"), false, false, std::string("books")});
    return targets;
}

} // namespace

struct Counting::Counted {
    portico::metrics::Registry registry;
    const portico::host::MetricsService service{"books", registry};
    const portico_host host = hostOf(service);
    const portico::Metrics metrics = portico::Host(&host).metrics();
    const portico::Counter counter = metrics.counter("requests", "");
    const portico::Durations times = metrics.durations("request_seconds", "");
    const std::vector<portico::http::Target> targets = oneTarget();
    const portico::http::SiteMetrics site{registry, targets};

    static portico_host hostOf(const portico::host::MetricsService& service) {
        portico_host host{};
        host.size = sizeof host;
        host.ctx = const_cast<portico_metrics*>(service.table());
        host.service = [](const portico_host* own, const char*) -> const void* { return own->ctx; };
        return host;
    }
};

Counting::Counting() : counted_(std::make_unique<Counted>()) {}
Counting::~Counting() = default;

portico_status Counting::add() const { return counted_->counter.add(), PORTICO_OK; }

portico_status Counting::observe() const {
    counted_->times.observe(std::chrono::microseconds(300));
    return PORTICO_OK;
}

portico_status Counting::request() const {
    static const auto began = std::chrono::steady_clock::now();
    counted_->site.count(&counted_->targets.front(), false, 200, (std::chrono::steady_clock::now() - began) % 1000000);
    return PORTICO_OK;
}

std::jthread Counting::inTheBackground() const {
    return std::jthread([this](const std::stop_token& stop) {
        while (!stop.stop_requested())
            if (request() != PORTICO_OK) return;
    });
}

} // namespace call_overhead
