// SPDX-License-Identifier: Apache-2.0
// Answers a request for a static file: GET and HEAD, in the coding that the client likes best, conditional (RFC 9110 section 13).
#pragma once

#include "http/pipeline.h"

namespace portico::http {

Next serveAsset(Exchange& x);

} // namespace portico::http
