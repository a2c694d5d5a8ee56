// SPDX-License-Identifier: Apache-2.0
// Answers a request for a static file.
#include "http/serve_asset.h"

#include "http/syntax/conditional.h"
#include "http/syntax/http_date.h"

namespace portico::http {

Next serveAsset(Exchange& x) {
    if (x.request.method != "GET" && x.request.method != "HEAD") {
        if (x.request.method == "OPTIONS")
            x.answer.status = 204;
        else
            x.answer.fail(405, "an asset can only be read");
        x.answer.set("Allow", "GET, HEAD, OPTIONS");
        return Next::Answered;
    }
    std::optional<Asset> asset = x.generation.assets.find(std::string_view(x.path).substr(Assets::prefix.size()));
    if (!asset) {
        x.answer.fail(404, "no such asset");
        return Next::Answered;
    }
    x.answer.set("ETag", asset->etag);
    x.answer.set("Last-Modified", syntax::formatHttpDate(asset->modified));
    x.answer.set("Cache-Control", "no-cache"); // keep it, but ask whether it is still good
    if (syntax::notModified(x.header("If-None-Match"), x.header("If-Modified-Since"), asset->etag, asset->modified)) {
        x.answer.status = 304;
        return Next::Answered;
    }
    x.answer.set("Content-Type", asset->contentType);
    x.answer.body = std::move(asset->bytes);
    return Next::Answered;
}

} // namespace portico::http
