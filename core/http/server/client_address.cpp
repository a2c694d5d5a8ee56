// SPDX-License-Identifier: Apache-2.0
// The address of the client.
#include "http/server/client_address.h"

#include "http/syntax/address/forwarded.h"
#include "http/syntax/url/origin.h"

#include <algorithm>

namespace portico::http {

namespace {

using Fields = std::vector<syntax::Field>;

bool anyOf(const Fields& fields, std::string_view name, bool (*holds)(std::string_view)) {
    return std::ranges::any_of(fields, [&](const syntax::Field& field) {
        return syntax::equalsIgnoreCase(field.name, name) && holds(field.value);
    });
}

bool isOtherHost(std::string_view value) {
    const auto host = syntax::parseHost(value);
    return !host || !syntax::isLocalhost(*host);
}

bool isOtherOrigin(std::string_view value) {
    const auto origin = syntax::parseOrigin(value);
    return !origin || (!origin->opaque && !syntax::isLocalhost(origin->host));
}

bool isOpaqueOrigin(std::string_view value) { return value == "null"; }

bool isOtherPage(std::string_view value) {
    const std::size_t scheme = value.find("://");
    if (scheme == std::string_view::npos) return value.starts_with("//");
    const auto origin = syntax::parseOrigin(value.substr(0, value.find_first_of("/?#", scheme + 3)));
    return !origin || !syntax::isLocalhost(origin->host);
}

// What shows that a proxy forwards the request although no header says so; empty: nothing. Proxies use HTTP/1.0, as nginx long
// did, and browsers name the requested site. With Sec-Fetch-Site, a link on another site has that site's Referer, and a page may
// hide its Origin: browsers send Sec-Fetch-Site only over TLS or to this machine, so no password was sent unencrypted.
std::string_view traceOfProxy(const syntax::RequestHead& head) {
    if (head.version == "HTTP/1.0") return "HTTP/1.0";
    if (anyOf(head.fields, "Origin", isOtherOrigin)) return "Origin";
    if (anyOf(head.fields, "Sec-Fetch-Site", [](std::string_view) { return true; })) return {};
    if (anyOf(head.fields, "Origin", isOpaqueOrigin)) return "Origin";
    return anyOf(head.fields, "Referer", isOtherPage) ? "Referer" : "";
}

// A client on this machine requests a name of this machine; if it requests another name, it may be a proxy.
ClientAddress asItself(const wire::Peer& peer, const syntax::RequestHead& head) {
    ClientAddress found{peer};
    found.viaProxy = peer.proxied || wire::isHere(peer);
    const std::string_view forwarder = syntax::forwardingField(head.fields);
    if (!peer.proxied) found.forwarder = forwarder;
    if (!peer.loopback) return found;
    const std::string_view trace = traceOfProxy(head);
    const bool asksForUs = !anyOf(head.fields, "Host", isOtherHost);
    if (forwarder.empty() && !peer.proxied && (asksForUs || trace == "HTTP/1.0")) found.trace = trace;
    found.peer.loopback = forwarder.empty() && trace.empty() && asksForUs;
    return found;
}

} // namespace

ClientAddress clientAddress(const wire::Peer& peer, const wire::Endpoint& endpoint, const syntax::RequestHead& head) {
    const wire::TrustedProxies* proxies = endpoint.proxies.get();
    if (proxies == nullptr || proxies->header == wire::ProxyHeader::ProxyProtocol || !proxies->trusts(peer.address))
        return asItself(peer, head);
    const auto style = proxies->header == wire::ProxyHeader::Forwarded ? syntax::ForwardedStyle::Forwarded
                                                                       : syntax::ForwardedStyle::XForwarded;
    const std::string_view from = peer.address == "unix" ? syntax::trustedSocket : std::string_view(peer.address);
    syntax::ForwardedClient client = syntax::clientOf(from, proxies->ranges, style, head.fields);
    if (client.address == from) client.address = peer.address;
    return {{std::move(client.address), client.named && client.loopback}, client.host, client.scheme, {}, {}, true};
}

bool cameSecurely(const ClientAddress& from, const wire::Endpoint& endpoint, std::string_view siteScheme) noexcept {
    if (endpoint.tls || from.peer.secure) return true;
    if (!from.scheme.empty()) return from.scheme == "https";
    return from.viaProxy && endpoint.httpsPort == 0 && siteScheme == "https";
}

} // namespace portico::http
