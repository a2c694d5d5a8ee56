// SPDX-License-Identifier: Apache-2.0
// A request as it came off the wire: views into memory of the connection, nothing decoded yet. Made by the server, checked
// by the step admit.
#pragma once

#include "http/syntax/header_field.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace portico::http {

class Client;

using HeaderView = syntax::Field;

struct Request {
    std::string_view method;
    std::string_view target;  // as it was sent
    std::string_view version; // "HTTP/1.1"
    std::span<const HeaderView> headers;
    std::string_view body;          // all of it, unless it is pending
    std::string_view peer;          // the client's address without a port; "unknown": a proxy does not say
    std::string_view forwardedHost; // what a trusted proxy says that it was asked for, instead of Host
    bool secure = false;            // over TLS, to us or to a proxy of this site
    bool loopback = false;          // the client is known to be on this machine
    bool localNamesOnly = false;    // nobody else reaches the listener: no other machine's name is asked for there
    bool misdirected = false;       // Host is the business of another certificate than the one that the client got
    std::uint16_t httpsPort = 0;    // where this server speaks TLS too; 0: nowhere
    std::size_t bodyLength = 0;     // as declared; 0 for a chunked body
    bool bodyPending = false;       // it was too large to be waited for: `client` has it
    int refused = 0;          // a status (400, 414, 431, 501 ...): no more was read, and the connection must close
    std::string_view reason;  // why
    Client* client = nullptr; // nullptr in tests
};

} // namespace portico::http
