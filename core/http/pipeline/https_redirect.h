// SPDX-License-Identifier: Apache-2.0
// What comes over plain http to a server that speaks TLS too. A person's browser is sent to the same page over https; a program
// is told, once and clearly, because one that follows redirects would show its secrets to the network each time.
#pragma once

#include "http/exchange/exchange.h"

namespace portico::http {

// True: it is answered. By the step route, before anybody looks at credentials.
bool sentToHttps(Exchange& x);

} // namespace portico::http
