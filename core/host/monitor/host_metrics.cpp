// SPDX-License-Identifier: Apache-2.0
#include "host/monitor/host_metrics.h"

#include <array>

namespace portico::host {

namespace {

using metrics::Exposition;
using metrics::Kind;

// One label with one value.
std::string label(const std::string& name, std::string_view value) {
    return metrics::labelText(std::span(&name, 1), std::span(&value, 1));
}

void single(Exposition& out, Kind kind, std::string_view name, std::string_view help, std::uint64_t value) {
    out.begin(kind, name, help);
    out.sample({}, static_cast<std::int64_t>(value));
}

struct Calls {
    std::uint64_t all = 0, failed = 0, nanoseconds = 0;
};

// A changed file of a plugin has its own statistics.
std::map<std::string, Calls> callsByPlugin(const capabilities::PluginStatsTable& statistics) {
    std::map<std::string, Calls> plugins;
    for (const capabilities::PluginStats* one = statistics.newest(); one != nullptr; one = one->next) {
        Calls& calls = plugins[one->plugin];
        calls.all += one->calls.load(std::memory_order_relaxed);
        calls.failed += one->errors.load(std::memory_order_relaxed);
        calls.nanoseconds += one->nanoseconds.load(std::memory_order_relaxed);
    }
    return plugins;
}

} // namespace

void HostMetrics::collect(Exposition& out) const {
    lanes(out);
    clients(out);
    passwords(out);
    stores(out);
    log(out);
    plugins(out);
}

void HostMetrics::lanes(Exposition& out) const {
    const http::wire::LaneCounts counts = server_.laneCounts();
    out.begin(Kind::Gauge, "portico_lanes", "Lanes by what they do.");
    out.sample(label("state", "serving"), counts.serving);
    out.sample(label("state", "sleeping"), counts.sleeping);
    out.sample(label("state", "waiting"), counts.waiting);
    single(out, Kind::Gauge, "portico_lanes_blocked", "Serving lanes that wait for a bounded resource, such as a hash.",
           processState_.away->count());
    single(out, Kind::Gauge, "portico_requests_queued", "Requests that wait for a lane.", counts.queued);
}

void HostMetrics::clients(Exposition& out) const {
    single(out, Kind::Gauge, "portico_connections", "Open connections of clients.", server_.connections());
    single(out, Kind::Counter, "portico_connections_accepted", "Connections accepted from clients.",
           server_.accepted());
    if (!processState_.tls) return;
    const http::wire::Handshakes handshakes = processState_.tls->handshakes();
    out.begin(Kind::Counter, "portico_tls_handshakes", "TLS handshakes by how far they came.");
    out.sample(label("stage", "begun"), handshakes.begun);
    out.sample(label("stage", "completed"), handshakes.completed);
    single(out, Kind::Counter, "portico_tls_resumptions", "Completed TLS handshakes that resumed a session.",
           static_cast<std::uint64_t>(handshakes.resumed));
}

void HostMetrics::passwords(Exposition& out) const {
    const PasswordsServices::Use use = processState_.hashing.use();
    out.begin(Kind::Gauge, "portico_password_pool_jobs", "Passwords in the hashing pool.");
    out.sample(label("state", "running"), static_cast<std::int64_t>(use.running));
    out.sample(label("state", "waiting"), static_cast<std::int64_t>(use.waiting));
    out.begin(Kind::Counter, "portico_password_pool_calls", "Calls of the hashing pool by their end.");
    out.sample(label("result", "done"), static_cast<std::int64_t>(use.done));
    out.sample(label("result", "refused"), static_cast<std::int64_t>(use.refused));
}

void HostMetrics::stores(Exposition& out) const {
    const auto sizes = processState_.values.sizes();
    if (sizes.empty()) return;
    out.begin(Kind::Gauge, "portico_state_bytes", "Size of a plugin's TTL store.");
    for (const auto& [plugin, bytes] : sizes) out.sample(label("plugin", plugin), static_cast<std::int64_t>(bytes));
}

void HostMetrics::log(Exposition& out) const {
    constexpr std::array<std::string_view, 4> levels = {"debug", "info", "warning", "error"};
    out.begin(Kind::Counter, "portico_log_lines",
              "Log lines by level, without access lines and what log.level leaves out.");
    for (std::size_t level = 0; level < levels.size(); ++level)
        out.sample(label("level", levels[level]), static_cast<std::int64_t>(processState_.log.lines(level)));
}

void HostMetrics::plugins(Exposition& out) const {
    const auto all = callsByPlugin(processState_.accounts);
    const auto write = [&](std::string_view name, std::string_view help, std::uint64_t Calls::*member,
                           std::int64_t divisor) {
        out.begin(Kind::Counter, name, help);
        for (const auto& [plugin, calls] : all)
            out.sample(label("plugin", plugin), static_cast<std::int64_t>(calls.*member), divisor);
    };
    write("portico_plugin_calls", "Calls of a plugin's functions.", &Calls::all, 1);
    write("portico_plugin_errors", "Calls of a plugin's functions that failed.", &Calls::failed, 1);
    write("portico_plugin_seconds", "Time in a plugin's functions.", &Calls::nanoseconds, 1'000'000'000);
}

} // namespace portico::host
