// SPDX-License-Identifier: Apache-2.0
// The line that a request leaves in the access log, in the form that the configuration asks for (log.access). Nothing that a
// client sends can break a line or forge another.
#pragma once

#include "http/exchange.h"

namespace portico::http {

// "off", "common", "combined" or "json".
AccessForm accessForm(std::string_view name);

// Without a line end. `seconds`: the time of the answer, since 1970 UTC.
std::string accessLine(const Exchange& x, AccessForm form, std::time_t seconds);

} // namespace portico::http
