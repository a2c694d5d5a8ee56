// SPDX-License-Identifier: Apache-2.0
// Step: the answer as bytes for the wire (RFC 9112), with the headers that every answer has.
#pragma once

#include "http/exchange/exchange.h"

namespace portico::http {

// Does the body go along? Not with HEAD, 204, 205 and 304.
bool hasBody(const Exchange& x) noexcept;

// The head, with its empty line. `keepAlive`: the connection stays open after it.
std::string respond(const Exchange& x, bool keepAlive);

} // namespace portico::http
