// SPDX-License-Identifier: Apache-2.0
// Step: identifies the sender. Calls the auth plugins and copies the result into the exchange. If one fails, the sender remains
// anonymous and the failure is recorded, so that the guard denies access with 503 while public pages still work.
#include "http/exchange/client.h"
#include "http/exchange/page_data.h"
#include "http/handler/plugin_exchange.h"
#include "http/pipeline/pipeline.h"

#include <functional>
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

using capabilities::Auth;
using capabilities::AuthChain;
using Take = std::function<void(const Auth& member, const portico_user& user, std::string_view session)>;

Auth::Verdict askMember(Exchange& x, const Auth& member, bool isFirst, const Take& take) {
    Why why;
    PluginExchange c(x, member.plugin());
    if (!isFirst) asAtFirst(*c.get());
    const auto verdict = member.identify(
        *c.get(), [&](const portico_user& user, std::string_view session) { take(member, user, session); }, why);
    if (verdict == Auth::Verdict::Unavailable) x.snapshot.log.write(PORTICO_LOG_ERROR, member.plugin(), why.message());
    return verdict;
}

// A plugin whose user is denied because of another plugin must not renew that user's cookie. Only in the first call: later ones
// add no headers, and the cookies may be those of a handler.
void overrule(Exchange& x, const Auth& member) {
    x.answer.remove("Set-Cookie");
    x.snapshot.log.write(PORTICO_LOG_INFO, x.logSubject(),
                         member.plugin() + " identified the sender, but another auth plugin found credentials as well, "
                                           "or failed: nobody is identified");
}

AuthChain::Result askAuth(Exchange& x, const Take& take) {
    const bool isFirst = !std::exchange(x.authWasAsked, true);
    const bool inHandler = std::exchange(x.inHandler, false); // a plugin must not stream
    const auto result =
        x.snapshot.auth->identify([&](const Auth& member) { return askMember(x, member, isFirst, take); });
    x.inHandler = inHandler;
    if (isFirst && result.overruled != nullptr) overrule(x, *result.overruled);
    return result;
}

portico_str schemeOf(const portico_user& user, const Auth& member) {
    return user.scheme.len != 0 ? user.scheme : str(member.plugin());
}

void becomeStranger(Exchange& x, std::string_view account) noexcept {
    x.user.reset();
    x.session = {};
    x.account = account;
    x.identifiedBy = nullptr;
}

} // namespace

bool isSameSender(Exchange& x) {
    bool same = false;
    const auto take = [&](const Auth& member, const portico_user& now, std::string_view) {
        const bool hasScopes = PORTICO_HAS(&now, portico_user, scopes);
        same = now.flags == 0 && view(now.id) == view(x.user->id) && view(now.name) == view(x.user->name) &&
               view(now.roles) == view(x.user->roles) &&
               (hasScopes ? view(now.scopes) : std::string_view()) == view(x.user->scopes) && &member == x.identifiedBy;
    };
    return askAuth(x, take).verdict == Auth::Verdict::Known && same;
}

Next identify(Exchange& x) {
    if (std::exchange(x.identified, true)) return Next::Go;
    if (!x.snapshot.auth) {
        if (x.snapshot.authIsDown) x.verdict = Auth::Verdict::Unavailable;
        return Next::Go;
    }
    const std::string_view accountBefore = x.account;
    const auto take = [&x](const Auth& member, const portico_user& user, std::string_view session) {
        if (user.flags != 0) return; // disabled, or a flag that this version does not know
        x.user = copyInto(x.memory, user);
        x.user->scheme = schemeOf(*x.user, member);
        x.session = copyInto(x.memory, session);
        x.account = view(x.user->name);
    };
    const AuthChain::Result result = askAuth(x, take);
    x.verdict = result.verdict;
    x.identifiedBy = result.by;
    if (x.verdict == Auth::Verdict::Known && !x.user) x.verdict = Auth::Verdict::Invalid;
    if (x.verdict != Auth::Verdict::Known)
        becomeStranger(x, accountBefore);
    else if (x.request.client != nullptr)
        x.request.client->speaksFor(x.account);
    return Next::Go;
}

} // namespace portico::http
