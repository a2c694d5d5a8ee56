// SPDX-License-Identifier: Apache-2.0
// The client of a request: the other end of the connection, or the one that a trusted proxy there names (server.trusted_proxies,
// server.proxy_header). Headers of other clients are not believed; but if they are present, the client does not count as one on
// this machine. docs/decisions/0021-who-is-on-this-machine.md has the reason.
#pragma once

#include "http/syntax/message/request_head.h"
#include "http/wire/listen/endpoint.h"
#include "http/wire/listen/peer.h"

namespace portico::http {

struct ClientAddress {
    wire::Peer peer;              // its `secure` is not the result of cameSecurely
    std::string_view host{};      // the host that the client requested from the proxy, or empty
    std::string_view scheme{};    // the scheme with which it reached the proxy, if known: "http", "https"
    std::string_view forwarder{}; // a forwarding header of a peer that is not trusted; empty: none
    // What shows that a peer on this machine forwards without saying so: "HTTP/1.0", "Origin", "Referer".
    std::string_view trace{};
    bool viaProxy = false; // the peer may be a proxy of this site: it is trusted, or on this machine
};

ClientAddress clientAddress(const wire::Peer& peer, const wire::Endpoint& endpoint, const syntax::RequestHead& head);

// True if the client used TLS, to the server or to a proxy. If a proxy of this site may terminate TLS without saying so,
// `siteScheme`, from server.public_url, decides. If this server itself speaks TLS, a request without TLS is not secure.
bool cameSecurely(const ClientAddress& from, const wire::Endpoint& endpoint, std::string_view siteScheme) noexcept;

} // namespace portico::http
