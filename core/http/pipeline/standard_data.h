// SPDX-License-Identifier: Apache-2.0
// What every page gets from the host: user, request, site, csrf_token, login_url and logout_url. pages/README.md is its manual.
#pragma once

#include "http/exchange/exchange.h"

namespace portico::http {

// `data` (a map or nothing) and the host's members in one map; the host's win. Lives as long as `x`.
portico_value withStandardData(Exchange& x, const portico_value& data);

} // namespace portico::http
