// SPDX-License-Identifier: Apache-2.0
// Who sends this request: the other end of the connection, or whom a trusted proxy there names (server.trusted_proxies,
// server.proxy_header). What anybody else says of itself is not believed; that it says something is enough not to take it for a client
// of this machine. docs/decisions/0021-who-is-on-this-machine.md says why.
#pragma once

#include "http/syntax/request_head.h"
#include "http/wire/endpoint.h"
#include "http/wire/peer.h"

namespace portico::http {

struct ClientAddress {
    wire::Peer peer;              // `secure` is not yet what `cameSecurely` says
    std::string_view host{};      // the host that the client asked the proxy for, or empty
    std::string_view scheme{};    // how it came to the proxy, if that says so: "http", "https"
    std::string_view forwarder{}; // the header by which a peer that is not trusted says that it forwards; empty: none
    std::string_view
        trace{}; // what shows that a peer on this machine forwards without saying so: "HTTP/1.0", "Origin", "Referer"
    bool viaProxy = false; // the other end may be a proxy of this site: it is trusted, or on this machine
};

ClientAddress clientAddress(const wire::Peer& peer, const wire::Endpoint& endpoint, const syntax::RequestHead& head);

// Did the client come over TLS, to us or to a proxy? `siteScheme`, of server.public_url, decides where a proxy of this site may have
// taken the TLS off and does not say so. Not where this server speaks TLS itself: what comes without it there came without it.
bool cameSecurely(const ClientAddress& from, const wire::Endpoint& endpoint, std::string_view siteScheme) noexcept;

} // namespace portico::http
