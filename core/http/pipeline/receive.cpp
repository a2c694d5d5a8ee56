// SPDX-License-Identifier: Apache-2.0
// Step: the body, whole, and the form in it. Small ones were waited for before there was an exchange; a larger one is read
// here, so that a request that leads nowhere costs none of it; on a guarded route, only after its sender was let in. A route that takes its body in pieces gets it from the client.
#include "http/exchange/client.h"
#include "http/pipeline/pipeline.h"

#include <algorithm>
#include <array>

namespace portico::http {

namespace {

Next refuse(Exchange& x, int status, std::string_view why) {
    x.answer.fail(status, why);
    x.answer.close = true; // what is left of the body is not worth reading
    x.body.emplace();      // and what came of it is not for anybody
    return Next::Answered;
}

// Only for whom the guard admits a body is read that holds a lane. False: the answer says why not.
bool mayReadBody(Exchange& x) {
    const auto isPublic = [](const GuardRule* guard) { return guard->kind() == GuardRule::Kind::Public; };
    if (std::ranges::all_of(x.guards(), isPublic)) return true;
    identify(x);
    if (guardBeforeBody(x) == Next::Go) return true;
    x.answer.close = true;
    x.body.emplace();
    return false;
}

// 0, or the status to refuse with.
int readPieces(Exchange& x, std::string& body) {
    std::array<char, 16384> piece{};
    for (;;) {
        const int got = x.request.client->readBody(piece);
        if (got <= 0) return -got;
        body.append(piece.data(), static_cast<std::size_t>(got));
        if (body.size() > x.mostBody()) return 413;
    }
}

// Whoever was let in before a body that came slowly may be disabled since: identify and guard judge the present.
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
            return refuse(x, status,
                          "the body did not come as it should, is longer than limits.body, or is one of too many");
    }
    if (const std::string_view wrong = x.parseForm(); !wrong.empty()) return refuse(x, 400, wrong);
    return Next::Go;
}

} // namespace portico::http
