// SPDX-License-Identifier: Apache-2.0
// Requests over plain http to a server that also speaks TLS. A person's browser is redirected to the same page over https; a
// program gets an error, because if it followed redirects it would reveal its secrets to the network each time.
#pragma once

#include "http/exchange/exchange.h"

namespace portico::http {

// True if the request has been answered. Called by the step route, before credentials are read.
bool sentToHttps(Exchange& x);

} // namespace portico::http
