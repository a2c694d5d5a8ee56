// SPDX-License-Identifier: Apache-2.0
// Entry point of the plugin: its settings, routes and lifecycle. The code of each route is in the file of that name.
#include "challenge.h"
#include "login.h"
#include "paths.h"
#include "resolver.h"
#include "signature.h"
#include "signing_key.h"
#include "token_endpoint.h"

#include <algorithm>

namespace auth_cookie {

// All components that exist between start and stop, constructed once, in order: each uses only those declared above it.
struct Components {
    Components(portico::Host host, const Settings& settings, const std::string& key)
        : users(host.users()),
          sessions(host.sessions()),
          cookie(settings.cookieName),
          terms{settings.issuer, settings.audience, settings.clockSkew},
          mint(key, terms),
          tokens(TokenVerifier(key, terms)),
          // Often enough that no session ends while it is in use, but at most once a minute.
          logins(host, users, sessions, std::min<std::int64_t>(60, settings.sessionIdle / 4)),
          opening(host, sessions, mint, settings),
          resolver(host, settings, cookie, tokens, logins, opening),
          log(host, users),
          lost(cookie),
          login(settings, cookie, users, logins, opening, log, lost),
          logout(cookie, logins, log, lost),
          endpoint(settings, users, opening, log),
          challenge(cookie, lost, settings.realm) {}

    portico::UsersProvider users;
    portico::SessionsProvider sessions;
    SessionCookie cookie;
    TokenTerms terms;
    TokenIssuer mint;
    VerifiedTokens tokens;
    LoginCache logins;
    SessionOpener opening;
    Resolver resolver;
    LoginLog log;
    CookieDiagnosis lost;
    Login login;
    Logout logout;
    TokenEndpoint endpoint;
    Challenge challenge;
};

// A name and a password of 1024 bytes, each three times as long in a form, and the redirect target.
constexpr std::uint64_t mostBody = 8192;

class AuthCookie final : public portico::Plugin, private portico::Auth {
public:
    explicit AuthCookie(portico::Host host) : host_(host), settings_(readSettings(host)) {
        if (sodium_init() < 0) throw portico::Error(PORTICO_FAILED, "libsodium cannot be initialized");
        using Exchange = portico::Exchange;
        const std::string login(auth_cookie::loginPath), logout(auth_cookie::logoutPath), token(tokenPath);
        get(login, "public", "Shows the login form.", [this](Exchange& x) { parts_->login.show(x); });
        // These two check the origin themselves: the login answers with its form again, and the token endpoint trusts no cookie.
        const auto open = PORTICO_ROUTE_ANY_ORIGIN;
        post(
            login, "public", "Logs a person in.", [this](Exchange& x) { parts_->login.submit(x); }, open)
            .bodyLimit(mostBody);
        post(
            token, "public", "Issues a token to a program.", [this](Exchange& x) { parts_->endpoint.submit(x); }, open)
            .bodyLimit(mostBody);
        post(logout, "public", "Logs a person out.", [this](Exchange& x) {
            parts_->logout.submit(x);
        }).bodyLimit(mostBody);
    }

    void start() override {
        const bool given = !settings_.signingKey.empty();
        const auto file = std::filesystem::path(host_.stateDirectory()) / "signing.key";
        parts_.emplace(host_, settings_, given ? settings_.signingKey : keyOf(host_, file));
    }
    void stop() override { parts_.reset(); }
    portico::Auth& auth() { return *this; }

private:
    Verdict identify(portico::Exchange& x, Identity& who) override { return parts_->resolver.identify(x, who); }
    void challenge(portico::Exchange& x) override { parts_->challenge.answer(x); }
    std::string_view loginPath() override { return auth_cookie::loginPath; }
    std::string_view logoutPath() override { return auth_cookie::logoutPath; }

    const CryptoInUse crypto_;
    portico::Host host_;
    Settings settings_;
    std::optional<Components> parts_; // set between start and stop
};

} // namespace auth_cookie

// The formatter would break up the JSON.
// clang-format off
PORTICO_PLUGIN(auth_cookie::AuthCookie, {
    "id": "auth_cookie",
    "version": "1.0.0",
    "summary": "Login form, session cookie and bearer tokens.",
    "provides": ["portico.auth/1", "portico.routes/1"],
    "needs": ["portico.users/1", "portico.sessions/1"],
    "settings": {
        "cookie_name": {"type": "string", "default": "session", "help": "Name of the cookie; over TLS it gets the prefix __Host-."},
        "session_idle": {"type": "duration", "default": "2h", "help": "Idle timeout of a login."},
        "session_most": {"type": "duration", "default": "24h", "help": "Maximum lifetime of a login, even if it is in use."},
        "token_lifetime": {"type": "duration", "default": "10m", "help": "Lifetime of a token from POST /token."},
        "login_page": {"type": "string", "default": "login", "help": "Name of the page with the login form."},
        "require_email": {"type": "boolean", "default": true, "help": "Accept only names with an @ in the login form."},
        "signing_key": {"type": "string", "default": "", "secret": true, "help": "Key that signs tokens, a text of at least 32 bytes; if empty, one is created and kept."},
        "issuer": {"type": "string", "default": "portico", "help": "Issuer of tokens: the claim iss."},
        "audience": {"type": "string", "default": "portico", "help": "Audience of tokens: the claim aud."},
        "realm": {"type": "string", "default": "portico", "help": "Realm that programs receive in WWW-Authenticate."},
        "clock_skew": {"type": "duration", "default": "30s", "help": "Tolerated clock difference between machines."},
        "allow_insecure": {"type": "boolean", "default": false, "help": "Accept passwords and cookies over plain http from other machines."}
    }
});
