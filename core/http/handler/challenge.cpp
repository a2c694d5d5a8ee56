// SPDX-License-Identifier: Apache-2.0
// The challenge: asks an anonymous client to log in.
#include "http/handler/challenge.h"

#include "http/handler/plugin_exchange.h"

#include <utility>

namespace portico::http {

namespace {

using capabilities::Auth;

void callMember(Exchange& x, const Auth& member) {
    Why why;
    PluginExchange c(x, member.plugin());
    const bool answered = member.challenge(*c.get(), why);
    if (!answered || x.answer.status < 300) // an answer that would let an anonymous client in is not a challenge
        x.answer.fail(answered ? 401 : 503, member.plugin() + ": " + std::string(why.message()));
}

// How this member would ask. Only its schemes and a failure count; the rest of its answer is dropped.
Answer answerOf(Exchange& x, const Auth& member) {
    Answer kept = std::exchange(x.answer, Answer());
    callMember(x, member);
    return std::exchange(x.answer, std::move(kept));
}

void callAuthPlugins(Exchange& x) {
    if (!x.snapshot.auth) return x.answer.fail(401, "no plugin provides " PORTICO_AUTH);
    const Auth& first = x.snapshot.auth->challenger();
    callMember(x, first);
    for (const Auth& member : x.snapshot.auth->members()) {
        if (&member == &first || x.answer.status != 401) continue; // a redirect to a login form needs no schemes
        const Answer asked = answerOf(x, member);
        x.answer.addChallenges(asked);
        if (asked.status >= 500) x.answer.fail(asked.status, asked.reason);
    }
}

} // namespace

void challenge(Exchange& x) {
    callAuthPlugins(x);
    if (!x.answer.failed || x.answer.status != 401) return;
    const bool sent = x.verdict == capabilities::Auth::Verdict::Invalid;
    x.answer.detail = sent ? "Could not validate credentials" : "Not authenticated";
}

} // namespace portico::http
