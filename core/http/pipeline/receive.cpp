// SPDX-License-Identifier: Apache-2.0
// Step: reads the whole body and parses the form in it. Small bodies were collected by the wire; a larger one is read here, so
// that requests without a route cost nothing, and on a guarded route only after the sender's access has been checked. If the
// route reads its body in pieces, the handler does that.
#include "http/exchange/client.h"
#include "http/pipeline/pipeline.h"

#include <algorithm>
#include <array>

namespace portico::http {

namespace {

Next refuse(Exchange& x, int status, std::string_view why) {
    x.answer.fail(status, why);
    x.answer.close = true; // the rest of the body is not worth reading
    x.body.emplace();      // and an incomplete body must not be used
    return Next::Answered;
}

// A body that occupies a lane is read only if the guard admits the sender. False if the answer contains the refusal.
bool mayReadBody(Exchange& x) {
    const auto isPublic = [](const GuardRule* guard) { return guard->kind() == GuardRule::Kind::Public; };
    if (std::ranges::all_of(x.guards(), isPublic)) return true;
    identify(x);
    if (guardBeforeBody(x) == Next::Go) return true;
    x.answer.close = true;
    x.body.emplace();
    return false;
}

// Returns 0 or the status of the refusal.
int readPieces(Exchange& x, std::string& body) {
    std::array<char, 16384> piece{};
    for (;;) {
        const int got = x.request.client->readBody(piece);
        if (got <= 0) return -got;
        body.append(piece.data(), static_cast<std::size_t>(got));
        if (body.size() > x.mostBody()) return 413;
    }
}

// A user may have been disabled while a slow body arrived: identify and guard then check again.
int readBody(Exchange& x, std::string& body) {
    const auto began = std::chrono::steady_clock::now();
    const int status = readPieces(x, body);
    if (std::chrono::steady_clock::now() - began >= x.snapshot.limits.recheckAccess) x.forgetIdentity();
    return status;
}

} // namespace

Next receive(Exchange& x) {
    if (std::max(x.request.bodyLength, x.request.body.size()) > x.mostBody())
        return refuse(x, 413, "the body is longer than the route, limits.body or limits.upload allows");
    if (x.target->takesPieces) return Next::Go;
    if (x.request.bodyPending) {
        if (!mayReadBody(x)) return Next::Answered;
        if (const int status = readBody(x, x.body.emplace()); status != 0)
            return refuse(
                x, status,
                "the body is malformed, too slow or longer than limits.body, or too many bodies are being read");
    }
    if (const std::string_view wrong = x.parseForm(); !wrong.empty()) return refuse(x, 400, wrong);
    return Next::Go;
}

} // namespace portico::http
