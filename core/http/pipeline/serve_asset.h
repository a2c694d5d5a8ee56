// SPDX-License-Identifier: Apache-2.0
// Answers a request for an asset: GET and HEAD, in the client's preferred coding, with conditions (RFC 9110 section 13).
#pragma once

#include "http/pipeline/pipeline.h"

namespace portico::http {

// Assets below /assets/.
Next serveAsset(Exchange& x);

// A file at the path itself, from a folder _root, if there is neither a route nor a page. False, without an answer, if there is
// none.
bool serveRootFile(Exchange& x);

} // namespace portico::http
