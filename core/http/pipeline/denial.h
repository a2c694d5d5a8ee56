// SPDX-License-Identifier: Apache-2.0
// The log line for a refusal: a 401 or 403, or lost access to a running handler. It contains the client, the account, the rule
// and the reason. Text from a client can neither break the line nor forge another one.
#pragma once

#include "http/exchange/exchange.h"

namespace portico::http {

// Writes the line if `x` was refused. Called at the end of a request.
void logDenial(const Exchange& x) noexcept;

} // namespace portico::http
