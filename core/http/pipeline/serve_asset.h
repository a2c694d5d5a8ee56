// SPDX-License-Identifier: Apache-2.0
// Answers a request for a static file: GET and HEAD, in the coding that the client likes best, conditional (RFC 9110 section 13).
#pragma once

#include "http/pipeline/pipeline.h"

namespace portico::http {

// Below /assets/.
Next serveAsset(Exchange& x);

// At the path itself, out of a folder _root, where neither a route nor a page is. False, and nothing is answered: not there either.
bool serveRootFile(Exchange& x);

} // namespace portico::http
