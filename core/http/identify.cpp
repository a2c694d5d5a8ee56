// SPDX-License-Identifier: Apache-2.0
// Step: who sends this? The auth plugin is asked; its answer is copied into the exchange. Any trouble leaves a stranger and
// is remembered, so that the guard denies with 503 and public pages still work.
#include "http/pipeline.h"
#include "http/plugin_exchange.h"

namespace portico::http {

namespace {

portico_user copyOf(Exchange& x, const portico_user& user) {
    portico_user copy = user;
    copy.id = str(copyInto(x.memory, view(user.id)));
    copy.name = str(copyInto(x.memory, view(user.name)));
    copy.roles = str(copyInto(x.memory, view(user.roles)));
    return copy;
}

} // namespace

Next identify(Exchange& x) {
    using Verdict = capabilities::Auth::Verdict;
    if (!x.generation.auth) {
        if (x.generation.authIsDown) x.verdict = Verdict::Unavailable;
        return Next::Go;
    }
    const auto take = [&x](const portico_user& user, std::string_view session) {
        if (user.flags != 0) return; // disabled, or something that this version does not know
        x.user = copyOf(x, user);
        x.session = copyInto(x.memory, session);
    };
    Why why;
    PluginExchange c(x);
    x.verdict = x.generation.auth->identify(*c.get(), take, why);
    if (x.verdict == Verdict::Known && !x.user) x.verdict = Verdict::Invalid;
    if (x.verdict != Verdict::Known) {
        x.user.reset();
        x.session = {};
    }
    if (x.verdict == Verdict::Unavailable)
        x.generation.log.write(PORTICO_LOG_ERROR, x.generation.auth->plugin(), why.message());
    return Next::Go;
}

} // namespace portico::http
