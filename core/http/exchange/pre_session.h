// SPDX-License-Identifier: Apache-2.0
// The cookie of a visitor without a session, which ties the CSRF token of a form to the browser that was given the form. A foreign
// page can fetch a token for itself, but cannot put the cookie that belongs to it into somebody else's browser. It identifies nobody,
// and is set only with a page that has a token in it.
#pragma once

#include "http/exchange/exchange.h"

namespace portico::http {

// The value that the browser sent; nothing if there is none, two, or one that was not made here.
std::optional<std::string_view> sentPreSession(const Exchange& x) noexcept;

std::string newPreSession();

// Behind the rendering of a page for a visitor without a session: if the page has the token in it, the cookie goes along, and nobody
// keeps the page.
void setPreSessionCookie(Exchange& x);

} // namespace portico::http
