// SPDX-License-Identifier: Apache-2.0
// Step: identifies the sender. Calls the auth plugin and copies the result into the exchange. If that fails, the sender remains
// anonymous and the failure is recorded, so that the guard denies access with 503 while public pages still work.
#include "http/exchange/client.h"
#include "http/exchange/page_data.h"
#include "http/handler/plugin_exchange.h"
#include "http/pipeline/pipeline.h"

#include <utility>

namespace portico::http {

namespace {

portico_status dropHeader(portico_exchange*, portico_str, portico_str) noexcept { return PORTICO_OK; }

// In a repeated call, the plugin sees the request as in the first one. Its headers are dropped: a renewed cookie is already in
// the answer, or the head has been sent.
void asAtFirst(portico_exchange& c) noexcept {
    c.user = nullptr;
    c.session = {};
    c.set_header = c.add_header = dropHeader;
}

capabilities::Auth::Verdict askAuth(Exchange& x, const capabilities::Auth::Take& take) {
    Why why;
    PluginExchange c(x, x.snapshot.auth->plugin());
    if (std::exchange(x.authWasAsked, true)) asAtFirst(*c.get());
    const bool inHandler = std::exchange(x.inHandler, false); // the plugin must not stream
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
        if (user.flags != 0) return; // disabled, or a flag that this version does not know
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
