// SPDX-License-Identifier: Apache-2.0
// Step: who sends this? The auth plugin is asked; its answer is copied into the exchange. Any trouble leaves a stranger and
// is remembered, so that the guard denies with 503 and public pages still work.
#include "http/exchange/client.h"
#include "http/exchange/page_data.h"
#include "http/handler/plugin_exchange.h"
#include "http/pipeline/pipeline.h"

#include <utility>

namespace portico::http {

Next identify(Exchange& x) {
    using Verdict = capabilities::Auth::Verdict;
    if (std::exchange(x.identified, true)) return Next::Go;
    if (!x.snapshot.auth) {
        if (x.snapshot.authIsDown) x.verdict = Verdict::Unavailable;
        return Next::Go;
    }
    const auto take = [&x](const portico_user& user, std::string_view session) {
        if (user.flags != 0) return; // disabled, or something that this version does not know
        x.user = copyInto(x.memory, user);
        x.session = copyInto(x.memory, session);
        x.account = view(x.user->name);
        if (x.request.client != nullptr) x.request.client->speaksFor(x.account);
    };
    Why why;
    PluginExchange c(x);
    x.verdict = x.snapshot.auth->identify(*c.get(), take, why);
    if (x.verdict == Verdict::Known && !x.user) x.verdict = Verdict::Invalid;
    if (x.verdict != Verdict::Known) {
        x.user.reset();
        x.session = x.account = {};
    }
    if (x.verdict == Verdict::Unavailable)
        x.snapshot.log.write(PORTICO_LOG_ERROR, x.snapshot.auth->plugin(), why.message());
    return Next::Go;
}

} // namespace portico::http
