// SPDX-License-Identifier: Apache-2.0
// The cookie of a visitor without a session, which ties the CSRF token of a form to the browser that received the form. A foreign
// page can fetch a token for itself, but cannot store the matching cookie in another visitor's browser. It identifies nobody, and
// is set only with a page that contains a token.
#pragma once

#include "http/exchange/exchange.h"

namespace portico::http {

// The value that the browser sent; nothing if there is none, there are two, or it was not created here.
std::optional<std::string_view> sentPreSession(const Exchange& x) noexcept;

std::string newPreSession();

// Called after a page has been rendered for a visitor without a session: if the page contains the token, sets the cookie and
// forbids caching.
void setPreSessionCookie(Exchange& x);

} // namespace portico::http
