// SPDX-License-Identifier: Apache-2.0
// The data that the host adds to every page: user, request, site, csrf_token, login_url and logout_url. Documented in
// pages/README.md.
#pragma once

#include "http/exchange/exchange.h"

namespace portico::http {

// Merges `data` (a map or nothing) with the host's members, which take precedence. Valid as long as `x`.
portico_value withStandardData(Exchange& x, const portico_value& data);

} // namespace portico::http
