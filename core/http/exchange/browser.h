// SPDX-License-Identifier: Apache-2.0
// Was a browser made to send this? A foreign page can make one send a form, and the browser adds cookies, remembered passwords and
// certificates by itself. A program such as curl sends what it was told to.
#pragma once

#include "http/exchange/exchange.h"

namespace portico::http {

// A bearer token and no cookie: only a script adds the one, and not to a request to another site, unless that site agrees.
bool hasOnlyBearerToken(const Exchange& x) noexcept;

// Yes if it calls itself a browser, or sends what only browsers send.
bool looksLikeBrowser(const Exchange& x) noexcept;

} // namespace portico::http
