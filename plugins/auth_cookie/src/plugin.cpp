// SPDX-License-Identifier: Apache-2.0
// The door of the plugin: its settings, its routes, its life. What happens behind each route is in the file of that name.
#include "components.h"
#include "paths.h"
#include "signing_key.h"

#include <Poco/Crypto/OpenSSLInitializer.h>

namespace auth_cookie {

// A name, a password of 1024 bytes, each of them three in a form, and where to go.
constexpr std::uint64_t mostBody = 8192;

class AuthCookie final : public portico::Plugin, private portico::Auth {
public:
    explicit AuthCookie(portico::Host host) : host_(host), settings_(readSettings(host)) {
        if (sodium_init() < 0) throw portico::Error(PORTICO_FAILED, "libsodium does not start");
        using Exchange = portico::Exchange;
        const std::string login(auth_cookie::loginPath), logout(auth_cookie::logoutPath), token(tokenPath);
        get(login, "public", "Shows the login form.", [this](Exchange& x) { parts_->login.show(x); });
        // These two judge the origin themselves: the login answers with its form again, the token trusts no cookie.
        const auto open = PORTICO_ROUTE_ANY_ORIGIN;
        post(
            login, "public", "Logs a person in.", [this](Exchange& x) { parts_->login.submit(x); }, open)
            .bodyLimit(mostBody);
        post(
            token, "public", "Gives a program a token.", [this](Exchange& x) { parts_->endpoint.submit(x); }, open)
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

    // Poco::Crypto counts its users and destroys its locks with the last. Two requests that were each the only user for a moment
    // raced about them; with this one there is always another.
    const Poco::Crypto::OpenSSLInitializer crypto_;
    portico::Host host_;
    Settings settings_;
    std::optional<Components> parts_; // from start to stop
};

} // namespace auth_cookie

// JSON as it is, which the formatter would take apart.
// clang-format off
PORTICO_PLUGIN(auth_cookie::AuthCookie, {
    "id": "auth_cookie",
    "version": "1.0.0",
    "summary": "Login form, session cookie and bearer tokens.",
    "provides": ["portico.auth/1", "portico.routes/1"],
    "needs": ["portico.users/1", "portico.sessions/1"],
    "settings": {
        "cookie_name": {"type": "string", "default": "session", "help": "Name of the cookie; over TLS __Host- is put before it."},
        "session_idle": {"type": "duration", "default": "2h", "help": "A login ends when it was not used for so long."},
        "session_most": {"type": "duration", "default": "24h", "help": "A login ends after so long, however busy it is."},
        "token_lifetime": {"type": "duration", "default": "10m", "help": "How long a token of POST /token is good."},
        "login_page": {"type": "string", "default": "login", "help": "Name of the page with the login form."},
        "require_email": {"type": "boolean", "default": true, "help": "Only names with an @ can log in by the form."},
        "signing_key": {"type": "string", "default": "", "secret": true, "help": "Text of 32 bytes or more that signs tokens; empty: one is made and kept."},
        "issuer": {"type": "string", "default": "portico", "help": "Who made a token: its claim iss."},
        "audience": {"type": "string", "default": "portico", "help": "Whom a token is for: its claim aud."},
        "realm": {"type": "string", "default": "portico", "help": "What programs are told they may log in to."},
        "clock_skew": {"type": "duration", "default": "30s", "help": "How far the clocks of several machines may differ."},
        "allow_insecure": {"type": "boolean", "default": false, "help": "Take passwords and cookies over plain http from other machines."}
    }
});
