// SPDX-License-Identifier: Apache-2.0
// Parts of steps that have a file of their own. pipeline.h lists the steps.
#pragma once

#include "http/assets/assets.h"
#include "http/pipeline/pipeline.h"

namespace portico::http {

// https_redirect.cpp. True if the request has been answered. Called by the step route, before credentials are read.
bool sentToHttps(Exchange& x);

// serve_asset.cpp. Answers a request for an asset below /assets/.
Next serveAsset(Exchange& x);
// The same for a file at the path itself, from a folder _root, if there is neither a route nor a page. False, without an answer,
// if there is none.
bool serveRootFile(Exchange& x);

// asset_body.cpp. Sets status, Content-Type, Content-Range and the body, or fails with 416.
void putBody(Exchange& x, const Asset& asset, std::string_view contentType);

// standard_data.cpp. Merges `data` (a map or nothing) with the host's members, which take precedence. Valid as long as `x`
// exists.
portico_value withStandardData(Exchange& x, const portico_value& data);

// denial.cpp. Writes the log line if `x` was refused. Called at the end of a request.
void logDenial(const Exchange& x) noexcept;

} // namespace portico::http
