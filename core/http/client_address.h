// SPDX-License-Identifier: Apache-2.0
// Who sends this request: the other end of the connection, or whom a trusted proxy there names (server.trusted_proxies,
// server.proxy_header). What anybody else says of itself is not read.
#pragma once

#include "http/syntax/header_field.h"
#include "http/wire/endpoint.h"
#include "http/wire/peer.h"

#include <span>

namespace portico::http {

struct ClientAddress {
    wire::Peer peer;
    std::string_view host{}; // the host that the client asked the proxy for, or empty
};

ClientAddress clientAddress(const wire::Peer& peer, const wire::Endpoint& endpoint,
                            std::span<const syntax::Field> fields);

} // namespace portico::http
