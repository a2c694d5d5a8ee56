// SPDX-License-Identifier: Apache-2.0
// The body of an asset: the whole or, with a valid Range, its parts (RFC 9110 section 14). Ranges apply to the bytes that are
// sent, compressed or not. The kernel sends files of more than a few KiB; they are not read into memory.
#pragma once

#include "http/assets/assets.h"
#include "http/exchange/exchange.h"

namespace portico::http {

// Sets status, Content-Type, Content-Range and the body, or fails with 416.
void putBody(Exchange& x, const Asset& asset, std::string_view contentType);

} // namespace portico::http
