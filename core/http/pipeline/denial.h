// SPDX-License-Identifier: Apache-2.0
// The line that a refusal leaves in the log: 401, 403, and what a route for any origin refuses because a foreign site sent it. Who,
// by which rule, and why. Nothing that a client sends can break the line or forge another.
#pragma once

#include "http/exchange/exchange.h"

namespace portico::http {

// Writes it if `x` was refused; at the end of a request.
void logDenial(const Exchange& x) noexcept;

} // namespace portico::http
