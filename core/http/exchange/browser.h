// SPDX-License-Identifier: Apache-2.0
// Whether a web page may have caused a browser to send this request. A foreign page can make a browser send a form, and the
// browser adds cookies, stored passwords and certificates automatically. A program such as curl sends only what its user wants.
#pragma once

#include "http/exchange/exchange.h"

namespace portico::http {

// True for a bearer token without a cookie: only a script adds the token, and it can send it to another site only if that site
// agrees.
bool hasOnlyBearerToken(const Exchange& x) noexcept;

// True if the client identifies itself as a browser, or sends headers that only browsers send.
bool looksLikeBrowser(const Exchange& x) noexcept;

} // namespace portico::http
