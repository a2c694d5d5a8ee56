// SPDX-License-Identifier: Apache-2.0
// A browser's token lives slightly longer than the session's idle timeout and is renewed within that margin. So the session in
// the store always ends a login, never a token that was not renewed in time.
#include "session_opener.h"

#include "base64url.h"

#include <algorithm>

namespace auth_cookie {

namespace {

// For lists of sessions: printable ASCII, safe in a log or a terminal.
std::string agentOf(const portico::Exchange& x) {
    std::string agent(x.header("User-Agent").value_or("").substr(0, 200));
    std::replace_if(
        agent.begin(), agent.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    return agent;
}

} // namespace

SessionOpener::SessionOpener(portico::Host host, portico::Sessions& sessions, const TokenIssuer& mint,
                             const Settings& settings)
    : host_(host), sessions_(sessions), issuer_(mint), settings_(settings) {}

std::string SessionOpener::forBrowser(const portico::User& user, const portico::Exchange& x) {
    return open(user, x, {"browser", settings_.sessionIdle, settings_.sessionMost, browserTokenLife()});
}

std::string SessionOpener::forProgram(const portico::User& user, const portico::Exchange& x) {
    return open(user, x, {"token", settings_.tokenLifetime, settings_.tokenLifetime, settings_.tokenLifetime});
}

std::string SessionOpener::open(const portico::User& user, const portico::Exchange& x, const Terms& terms) {
    const std::int64_t now = host_.nowSeconds();
    portico::Session session;
    session.id = randomBase64url(32);
    session.userId = user.id;
    session.peer = x.peer();
    session.agent = agentOf(x);
    session.idleSeconds = terms.idle;
    session.expires = now + terms.most;
    session.revision = user.revision;
    session.kind = terms.kind;
    sessions_.create(session);
    return issuer_.mint(user.id, session.id, now, std::min(now + terms.tokenLife, session.expires));
}

bool SessionOpener::isDue(const Claims& claims) const { return host_.nowSeconds() - claims.issuedAt >= renewAfter(); }

std::string SessionOpener::renewed(const Claims& claims, std::int64_t sessionExpires) const {
    const std::int64_t now = host_.nowSeconds();
    return issuer_.mint(claims.subject, claims.session, now, std::min(now + browserTokenLife(), sessionExpires));
}

} // namespace auth_cookie
