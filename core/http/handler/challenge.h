// SPDX-License-Identifier: Apache-2.0
// The challenge: the answer for an anonymous client on a guarded route.
#pragma once

#include "http/exchange/exchange.h"

namespace portico::http {

// The auth plugin answers; 401 if there is none, 503 if it fails.
void challenge(Exchange& x);

} // namespace portico::http
