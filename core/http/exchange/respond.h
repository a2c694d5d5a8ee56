// SPDX-License-Identifier: Apache-2.0
// Step: writes the answer for the wire (RFC 9112), with the headers that every answer has.
#pragma once

#include "http/exchange/exchange.h"

namespace portico::http {

// Whether the body is sent: not for HEAD, 204, 205 and 304.
bool hasBody(const Exchange& x) noexcept;

// The head, with its empty line. `keepAlive`: the connection stays open after the answer.
std::string respond(const Exchange& x, bool keepAlive);

} // namespace portico::http
