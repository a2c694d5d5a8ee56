// SPDX-License-Identifier: Apache-2.0
// Answers a request for an asset: GET and HEAD, in the client's preferred coding, with conditions (RFC 9110 section 13).
#include "http/pipeline/substeps.h"

#include "http/assets/asset_type.h"
#include "http/log/log_text.h"
#include "http/syntax/fields/conditional.h"
#include "http/syntax/fields/http_date.h"

#include <cerrno>
#include <system_error>

namespace portico::http {

namespace {

void answerOtherMethod(Exchange& x) {
    if (x.request.method == "OPTIONS")
        x.answer.status = 204;
    else
        x.answer.fail(405, "an asset only allows GET and HEAD");
    x.answer.set("Allow", "GET, HEAD, OPTIONS");
}

// Headers that a 304 has, too. `no-cache`: clients may cache it, but must revalidate.
void describe(Exchange& x, const Asset& asset, bool isForEver) {
    if (!asset.etag.empty()) x.answer.set("ETag", asset.etag);
    if (asset.modified != 0) x.answer.set("Last-Modified", syntax::formatHttpDate(asset.modified));
    x.answer.set("Cache-Control", isForEver ? "public, max-age=31536000, immutable" : "no-cache");
}

syntax::Precondition conditionOf(const Exchange& x, const Asset& asset) {
    return syntax::check({x.header("If-Match"), x.header("If-Unmodified-Since"), x.header("If-None-Match"),
                          x.header("If-Modified-Since")},
                         asset.etag, asset.modified);
}

void put(Exchange& x, const AssetTypes& types, std::string_view name, const Asset& asset) {
    x.answer.set("Accept-Ranges", "bytes");
    if (asset.coding != syntax::Coding::Identity) x.answer.set("Content-Encoding", syntax::nameOf(asset.coding));
    putBody(x, asset, types.contentTypeOf(name));
}

// A shortage is temporary; the administrator finds every other error in the log.
int statusFor(int error) noexcept {
    switch (error) {
    case EMFILE:
    case ENFILE:
    case ENOMEM: return 503;
    case EACCES:
    case EPERM: return 403;
    case ELOOP: return 404;
    default: return 500;
    }
}

// The path comes last, because the client chooses it and the log recognizes repetitions by the first words.
std::string sentenceFor(std::string_view path, int error) {
    std::string sentence = error == ELOOP ? "symbolic links are not followed; replace the link with the file: "
                                          : "a file cannot be opened: " + std::generic_category().message(error) + ": ";
    appendQuoted(sentence, path, 400);
    return sentence;
}

void tell(const Exchange& x, int error) {
    x.snapshot.log.write(PORTICO_LOG_WARNING, x.logSubject(), sentenceFor(x.path, error));
}

// A 5xx is logged with its answer.
void failFor(Exchange& x, int error) {
    const int status = statusFor(error);
    if (status < 500) tell(x, error);
    x.answer.fail(status, sentenceFor(x.path, error));
}

// Whether clients may cache it without revalidation.
enum class Keep { Never, IfFingerprinted };

bool isRead(const Exchange& x) { return x.request.method == "GET" || x.request.method == "HEAD"; }

void answerWith(Exchange& x, const Assets& assets, std::string_view name, const Asset& asset, Keep keep) {
    if (asset.error != 0 && !asset.file) return failFor(x, asset.error);
    if (asset.error != 0) tell(x, asset.error);
    if (!assets.types().isPacked(name)) x.answer.set("Vary", "Accept-Encoding");
    if (!asset.file) return x.answer.fail(406, "the client accepts no available coding of the asset");
    describe(x, asset, keep == Keep::IfFingerprinted && isFingerprinted(name));
    switch (conditionOf(x, asset)) {
    case syntax::Precondition::NotModified: x.answer.status = 304; break;
    case syntax::Precondition::Failed: x.answer.fail(412, "the asset has changed"); break;
    case syntax::Precondition::Holds: put(x, assets.types(), name, asset); break;
    }
}

} // namespace

Next serveAsset(Exchange& x) {
    const Assets& assets = x.snapshot.assets;
    const std::string_view name = std::string_view(x.path).substr(Assets::prefix.size());
    if (!isRead(x))
        answerOtherMethod(x);
    else if (const auto asset = assets.find(name, syntax::codingsFor(x.header("Accept-Encoding"))))
        answerWith(x, assets, name, *asset, Keep::IfFingerprinted);
    else
        x.answer.fail(404, "no such asset");
    return Next::Answered;
}

bool serveRootFile(Exchange& x) {
    const Assets& files = x.snapshot.rootFiles;
    const std::string_view name = std::string_view(x.path).substr(1);
    if (x.snapshot.pathGuards.contains(x.path) || x.snapshot.pathGuards.contains(x.sentPath))
        return false; // a root file is public, but the configuration guards this path
    const auto file = files.find(name, syntax::codingsFor(x.header("Accept-Encoding")));
    if (!file) return false;
    if (isRead(x))
        answerWith(x, files, name, *file, Keep::Never);
    else
        answerOtherMethod(x);
    return true;
}

} // namespace portico::http
