// SPDX-License-Identifier: Apache-2.0
// "Log in first": what a stranger gets at a guarded route.
#pragma once

#include "http/exchange/exchange.h"

namespace portico::http {

// Lets the auth plugin answer; 401 if there is none or it fails.
void challenge(Exchange& x);

} // namespace portico::http
