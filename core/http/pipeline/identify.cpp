// SPDX-License-Identifier: Apache-2.0
// Step: who sends this? The auth plugin is asked; its answer is copied into the exchange. Any trouble leaves a stranger and
// is remembered, so that the guard denies with 503 and public pages still work.
#include "http/exchange/client.h"
#include "http/exchange/page_data.h"
#include "http/handler/plugin_exchange.h"
#include "http/pipeline/pipeline.h"

#include <utility>

namespace portico::http {

namespace {

portico_status dropHeader(portico_exchange*, portico_str, portico_str) noexcept { return PORTICO_OK; }

// Asked again, auth sees what it saw at first; a cookie that it renews is in the answer already, or the head has left.
void asAtFirst(portico_exchange& c) noexcept {
    c.user = nullptr;
    c.session = {};
    c.set_header = c.add_header = dropHeader;
}

capabilities::Auth::Verdict askAuth(Exchange& x, const capabilities::Auth::Take& take) {
    Why why;
    PluginExchange c(x);
    if (std::exchange(x.authWasAsked, true)) asAtFirst(*c.get());
    const bool inHandler = std::exchange(x.inHandler, false); // it may not answer in pieces
    const auto verdict = x.snapshot.auth->identify(*c.get(), take, why);
    x.inHandler = inHandler;
    if (verdict == capabilities::Auth::Verdict::Unavailable)
        x.snapshot.log.write(PORTICO_LOG_ERROR, x.snapshot.auth->plugin(), why.message());
    return verdict;
}

} // namespace

bool isSameSender(Exchange& x) {
    bool same = false;
    const auto take = [&](const portico_user& now, std::string_view) {
        same = now.flags == 0 && view(now.id) == view(x.user->id) && view(now.name) == view(x.user->name) &&
               view(now.roles) == view(x.user->roles);
    };
    return askAuth(x, take) == capabilities::Auth::Verdict::Known && same;
}

Next identify(Exchange& x) {
    using Verdict = capabilities::Auth::Verdict;
    if (std::exchange(x.identified, true)) return Next::Go;
    if (!x.snapshot.auth) {
        if (x.snapshot.authIsDown) x.verdict = Verdict::Unavailable;
        return Next::Go;
    }
    const std::string_view accountBefore = x.account;
    const auto take = [&x](const portico_user& user, std::string_view session) {
        if (user.flags != 0) return; // disabled, or something that this version does not know
        x.user = copyInto(x.memory, user);
        x.session = copyInto(x.memory, session);
        x.account = view(x.user->name);
        if (x.request.client != nullptr) x.request.client->speaksFor(x.account);
    };
    x.verdict = askAuth(x, take);
    if (x.verdict == Verdict::Known && !x.user) x.verdict = Verdict::Invalid;
    if (x.verdict != Verdict::Known) {
        x.user.reset();
        x.session = {};
        x.account = accountBefore;
    }
    return Next::Go;
}

} // namespace portico::http
