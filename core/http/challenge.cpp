// SPDX-License-Identifier: Apache-2.0
// "Log in first".
#include "http/challenge.h"

#include "http/plugin_exchange.h"

namespace portico::http {

void challenge(Exchange& x) {
    if (!x.generation.auth) {
        x.answer.fail(401, "no plugin provides " PORTICO_AUTH);
        return;
    }
    Why why;
    PluginExchange c(x);
    const bool answered = x.generation.auth->challenge(*c.get(), why);
    if (!answered || x.answer.status < 300) // an answer that would let a stranger in is none
        x.answer.fail(answered ? 401 : 503, x.generation.auth->plugin() + ": " + std::string(why.message()));
}

} // namespace portico::http
