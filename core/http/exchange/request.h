// SPDX-License-Identifier: Apache-2.0
// A request as received: views into memory of the connection, nothing decoded yet. Created by the server, checked by the step
// admit.
#pragma once

#include "http/syntax/message/header_field.h"
#include "http/syntax/message/trailer.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace portico::http {

class Client;

using HeaderView = syntax::Field;

struct Request {
    std::string_view method;
    std::string_view target;  // as sent
    std::string_view version; // "HTTP/1.1"
    std::span<const HeaderView> headers;
    std::string_view body;                    // complete, unless it is pending
    const syntax::Trailer* trailer = nullptr; // of a chunked body; it has fields once the body has been read
    std::string_view peer;                    // the client's address without a port; "unknown" if a proxy does not say
    std::string_view forwardedHost;           // the host that a trusted proxy received, used instead of Host
    bool secure = false;                      // the client used TLS, to the server or to a proxy of this site
    bool loopback = false;                    // the client is known to be on this machine
    bool localNamesOnly = false; // only this machine reaches the listener, so Host must not name another machine
    bool misdirected = false;    // Host belongs to another certificate than the one that the client received
    std::uint16_t peerPort = 0;  // of `peer`; 0: unknown
    std::uint16_t httpsPort = 0; // a port where this server speaks TLS; 0: none
    std::size_t bodyLength = 0;  // as declared; 0 for a chunked body
    bool bodyPending = false;    // too large to be buffered: `client` reads it
    int refused = 0;          // a status (400, 414, 431, 501 ...): nothing more was read, and the connection must close
    std::string_view reason;  // the reason of the refusal
    Client* client = nullptr; // nullptr in tests
};

} // namespace portico::http
