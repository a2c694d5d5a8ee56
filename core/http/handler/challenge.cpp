// SPDX-License-Identifier: Apache-2.0
// The challenge: asks an anonymous client to log in.
#include "http/handler/challenge.h"

#include "http/handler/plugin_exchange.h"

namespace portico::http {

namespace {

void callAuthPlugin(Exchange& x) {
    if (!x.snapshot.auth) return x.answer.fail(401, "no plugin provides " PORTICO_AUTH);
    Why why;
    PluginExchange c(x, x.snapshot.auth->plugin());
    const bool answered = x.snapshot.auth->challenge(*c.get(), why);
    if (!answered || x.answer.status < 300) // an answer that would let an anonymous client in is not a challenge
        x.answer.fail(answered ? 401 : 503, x.snapshot.auth->plugin() + ": " + std::string(why.message()));
}

} // namespace

void challenge(Exchange& x) {
    callAuthPlugin(x);
    if (!x.answer.failed || x.answer.status != 401) return;
    const bool sent = x.verdict == capabilities::Auth::Verdict::Invalid;
    x.answer.detail = sent ? "Could not validate credentials" : "Not authenticated";
}

} // namespace portico::http
