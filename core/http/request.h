// SPDX-License-Identifier: Apache-2.0
// A request as it came off the wire: views into memory of the connection, nothing decoded yet. Made by the server, checked
// by the step admit.
#pragma once

#include "http/syntax/header_field.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace portico::http {

using HeaderView = syntax::Field;

struct Request {
    std::string_view method;
    std::string_view target;  // as it was sent
    std::string_view version; // "HTTP/1.1"
    std::vector<HeaderView> headers;
    std::string_view body;
    std::string_view peer;       // the client's address without a port
    bool secure = false;         // over TLS
    bool loopback = false;       // the client is on this machine
    std::uint16_t httpsPort = 0; // where this server speaks TLS too; 0: nowhere
    // A status (400, 411, 413, 415, 417, 501, 505): the body was not read, and the connection must close.
    int badFraming = 0;
};

} // namespace portico::http
