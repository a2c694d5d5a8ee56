// SPDX-License-Identifier: Apache-2.0
// Turns the configuration into the server's sockets and limits.
#include "host/process/sockets.h"

#include "host/process/certificates.h"
#include "http/syntax/address/host_header.h"

#include <algorithm>
#include <stdexcept>

namespace portico::host {

namespace {

constexpr std::size_t mostSpare = 256; // threads; each needs a stack
// The generation limits the size of bodies (receive, body_reader): those limits apply at a reload, the wire's at a restart.
constexpr std::uint64_t largestBody = std::uint64_t{1} << 40U;

using http::wire::Endpoint;
using http::wire::Limits;
using http::wire::Listener;
using http::wire::SocketFile;
using http::wire::TrustedProxies;

std::size_t number(const config::Settings& settings, std::string_view key) {
    return static_cast<std::size_t>(settings.integer(key));
}

Limits limitsOf(const config::Settings& settings) {
    Limits limits;
    limits.head = {settings.size("limits.uri"), number(settings, "limits.header_count"),
                   settings.size("limits.header_size")};
    limits.body = largestBody;
    limits.bufferedBody = settings.size("limits.buffered_body");
    limits.connections = number(settings, "limits.connections");
    limits.connectionsPerAddress = number(settings, "limits.connections_per_address");
    limits.buffered = settings.size("limits.buffered");
    limits.queue = number(settings, "limits.queue");
    limits.slowBodies = static_cast<unsigned>(settings.integer("limits.slow_bodies"));
    limits.streams = static_cast<unsigned>(settings.integer("limits.streams"));
    limits.queueWait = settings.duration("limits.queue_wait");
    limits.headWait = settings.duration("limits.head_wait");
    limits.bodyWait = settings.duration("limits.body_wait");
    limits.writeWait = settings.duration("limits.write_wait");
    limits.idle = settings.duration("limits.idle");
    limits.leastRate = settings.size("limits.least_rate");
    return limits;
}

// One for each login that may be hashing or waiting for hashing.
unsigned spareThreads(const config::Settings& settings) {
    const std::size_t parallel = std::max<std::size_t>(number(settings, "hashing.parallel"), 1);
    return static_cast<unsigned>(std::min<std::size_t>(number(settings, "hashing.queue") + parallel, mostSpare));
}

std::shared_ptr<const TrustedProxies> proxiesOf(const config::Settings& settings) {
    if (settings.list("server.trusted_proxies").empty()) return nullptr;
    auto proxies = std::make_shared<TrustedProxies>();
    const std::string& header = settings.string("server.proxy_header");
    proxies->header = header == "forwarded"     ? http::wire::ProxyHeader::Forwarded
                      : header == "x-forwarded" ? http::wire::ProxyHeader::XForwarded
                                                : http::wire::ProxyHeader::ProxyProtocol;
    for (const std::string& text : settings.list("server.trusted_proxies")) {
        if (text == "unix") {
            proxies->unixSockets = true;
            continue;
        }
        const auto range = http::syntax::AddressRange::parse(text);
        if (!range)
            throw std::runtime_error(settings.origin("server.trusted_proxies") + ": server.trusted_proxies: \"" + text +
                                     "\" is neither an address nor a range; write for example \"10.0.0.0/8\"");
        proxies->ranges.push_back(*range);
    }
    return proxies;
}

struct ListenSockets {
    std::vector<Listener> plain, tls;
};

ListenSockets inheritedSockets(std::vector<http::wire::InheritedSocket> handed) {
    ListenSockets sockets;
    for (const http::wire::InheritedSocket& one : handed)
        (one.name == "https" || one.name == "tls" ? sockets.tls : sockets.plain).push_back(Listener::adopt(one.socket));
    return sockets;
}

SocketFile socketFile(const config::Settings& settings) {
    return {static_cast<unsigned>(std::stoul(settings.string("server.socket_mode"), nullptr, 8)),
            settings.string("server.socket_owner"), settings.string("server.socket_group")};
}

ListenSockets boundSockets(const config::Settings& settings) {
    ListenSockets sockets;
    const SocketFile file = socketFile(settings);
    for (const std::string& address : settings.list("server.listen"))
        sockets.plain.push_back(Listener::bind(address, file));
    for (const std::string& address : settings.list("server.listen_tls"))
        sockets.tls.push_back(Listener::bind(address, file));
    return sockets;
}

// Whether it cannot be reached from other machines.
bool isLocal(const Listener& door) {
    const auto host = http::syntax::parseHost(door.address());
    return door.isUnix() || (host && host->kind != http::syntax::Host::Kind::Name && http::syntax::isLocalhost(*host));
}

} // namespace

http::ServerOptions openSockets(const config::Settings& settings, const config::Environment& environment) {
    http::ServerOptions options;
    options.limits = limitsOf(settings);
    options.threads = static_cast<unsigned>(settings.integer("server.threads"));
    options.spareThreads = spareThreads(settings);
    const auto proxies = proxiesOf(settings);
    std::vector<http::wire::InheritedSocket> handed = http::wire::inheritedSockets();
    ListenSockets sockets = handed.empty() ? boundSockets(settings) : inheritedSockets(std::move(handed));
    const std::uint16_t httpsPort = sockets.tls.empty() ? std::uint16_t{0} : sockets.tls.front().port();
    if (auto certificates = certificatesFrom(settings, environment, !sockets.tls.empty()))
        options.tls = std::make_shared<http::wire::CurrentTls>(std::move(certificates));
    const bool isForThisMachine =
        !proxies && std::ranges::all_of(sockets.plain, isLocal) && std::ranges::all_of(sockets.tls, isLocal);
    for (Listener& door : sockets.plain) {
        const bool localNamesOnly = isForThisMachine && !door.isUnix(); // browsers do not connect to Unix sockets
        options.listeners.emplace_back(std::move(door), Endpoint{{}, httpsPort, proxies, localNamesOnly});
    }
    for (Listener& door : sockets.tls)
        options.listeners.emplace_back(std::move(door), Endpoint{options.tls, httpsPort, proxies});
    return options;
}

} // namespace portico::host
