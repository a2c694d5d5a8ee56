// SPDX-License-Identifier: Apache-2.0
// Answers a request for a static file.
#include "http/serve_asset.h"

#include "http/asset_body.h"
#include "http/asset_type.h"
#include "http/syntax/conditional.h"
#include "http/syntax/http_date.h"

#include <algorithm>
#include <ctime>

namespace portico::http {

namespace {

void answerOtherMethod(Exchange& x) {
    if (x.request.method == "OPTIONS")
        x.answer.status = 204;
    else
        x.answer.fail(405, "an asset can only be read");
    x.answer.set("Allow", "GET, HEAD, OPTIONS");
}

// What a 304 says too. `no-cache`: keep it, but ask whether it is still good.
void describe(Exchange& x, std::string_view name, const Asset& asset) {
    x.answer.set("ETag", asset.etag);
    x.answer.set("Last-Modified", syntax::formatHttpDate(asset.modified));
    x.answer.set("Cache-Control", isFingerprinted(name) ? "public, max-age=31536000, immutable" : "no-cache");
}

syntax::Precondition conditionOf(const Exchange& x, const Asset& asset) {
    return syntax::check({x.header("If-Match"), x.header("If-Unmodified-Since"), x.header("If-None-Match"),
                          x.header("If-Modified-Since")},
                         asset.etag, asset.modified);
}

void put(Exchange& x, std::string_view name, const Asset& asset) {
    x.answer.set("Accept-Ranges", "bytes");
    if (asset.coding != syntax::Coding::Identity) x.answer.set("Content-Encoding", syntax::nameOf(asset.coding));
    putBody(x, asset, contentTypeOf(name));
}

} // namespace

Next serveAsset(Exchange& x) {
    if (x.request.method != "GET" && x.request.method != "HEAD") {
        answerOtherMethod(x);
        return Next::Answered;
    }
    const std::string_view name = std::string_view(x.path).substr(Assets::prefix.size());
    std::optional<Asset> asset = x.generation.assets.find(name, syntax::codingsFor(x.header("Accept-Encoding")));
    if (!asset) {
        x.answer.fail(404, "no such asset");
        return Next::Answered;
    }
    if (!isPacked(name)) x.answer.set("Vary", "Accept-Encoding");
    if (!asset->file) {
        x.answer.fail(406, "the client takes the asset in no coding that it has");
        return Next::Answered;
    }
    asset->modified = std::min(asset->modified, std::time(nullptr)); // a date to come must not be sent
    describe(x, name, *asset);
    switch (conditionOf(x, *asset)) {
    case syntax::Precondition::NotModified: x.answer.status = 304; break;
    case syntax::Precondition::Failed: x.answer.fail(412, "the asset is another one by now"); break;
    case syntax::Precondition::Holds: put(x, name, *asset); break;
    }
    return Next::Answered;
}

} // namespace portico::http
