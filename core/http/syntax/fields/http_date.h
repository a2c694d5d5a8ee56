// SPDX-License-Identifier: Apache-2.0
// HTTP dates (RFC 9110 section 5.6.7) for Date, Last-Modified and the conditions of requests: as plugins write and read them.
#pragma once

#include <portico/http_date.hpp>

namespace portico::http::syntax {

using portico::formatHttpDate;
using portico::parseHttpDate;

} // namespace portico::http::syntax
