// SPDX-License-Identifier: Apache-2.0
// The body of an asset: all of it or, with a Range that applies, its parts (RFC 9110 section 14). Ranges are of what is sent: of the
// packed bytes where those were chosen. What is longer than a few KiB is never read, the kernel sends it.
#pragma once

#include "http/assets/assets.h"
#include "http/exchange/exchange.h"

namespace portico::http {

// Sets status, Content-Type, Content-Range and the bytes; or fails with 416.
void putBody(Exchange& x, const Asset& asset, std::string_view contentType);

} // namespace portico::http
