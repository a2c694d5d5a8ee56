// SPDX-License-Identifier: Apache-2.0
// Who sends this request.
#include "http/server/client_address.h"

#include "http/syntax/forwarded.h"
#include "http/syntax/origin.h"

#include <algorithm>

namespace portico::http {

namespace {

// A client of this machine asks for this machine. Behind a proxy that adds no header at all, the name that the proxy was asked for is
// the only trace: in Host, if the proxy passes it on, and in the Origin of a browser's form.
bool namesAnotherMachine(const syntax::Field& field) noexcept {
    if (syntax::equalsIgnoreCase(field.name, "Host")) {
        const auto host = syntax::parseHost(field.value);
        return !host || !syntax::isLocalhost(*host);
    }
    if (!syntax::equalsIgnoreCase(field.name, "Origin")) return false;
    const auto origin = syntax::parseOrigin(field.value);
    return origin && !origin->opaque && !syntax::isLocalhost(origin->host);
}

ClientAddress asItself(const wire::Peer& peer, std::span<const syntax::Field> fields) {
    ClientAddress found{peer};
    found.viaProxy = peer.proxied || wire::isHere(peer);
    const std::string_view forwarder = syntax::forwardingField(fields);
    if (!peer.proxied) found.forwarder = forwarder;
    if (peer.loopback)
        found.peer.loopback = forwarder.empty() && std::none_of(fields.begin(), fields.end(), [](const auto& field) {
                                  return namesAnotherMachine(field);
                              });
    return found;
}

} // namespace

ClientAddress clientAddress(const wire::Peer& peer, const wire::Endpoint& endpoint,
                            std::span<const syntax::Field> fields) {
    const wire::TrustedProxies* proxies = endpoint.proxies.get();
    if (proxies == nullptr || proxies->header == wire::ProxyHeader::ProxyProtocol || !proxies->trusts(peer.address))
        return asItself(peer, fields);
    const auto style = proxies->header == wire::ProxyHeader::Forwarded ? syntax::ForwardedStyle::Forwarded
                                                                       : syntax::ForwardedStyle::XForwarded;
    const std::string_view from = peer.address == "unix" ? syntax::trustedSocket : std::string_view(peer.address);
    syntax::ForwardedClient client = syntax::clientOf(from, proxies->ranges, style, fields);
    if (client.address == from) client.address = peer.address;
    return {{std::move(client.address), client.named && client.loopback}, client.host, client.scheme, {}, true};
}

bool cameSecurely(const ClientAddress& from, const wire::Endpoint& endpoint, std::string_view siteScheme) noexcept {
    if (endpoint.tls || from.peer.secure) return true;
    if (!from.scheme.empty()) return from.scheme == "https";
    return from.viaProxy && endpoint.httpsPort == 0 && siteScheme == "https";
}

} // namespace portico::http
