// SPDX-License-Identifier: Apache-2.0
// The door of the plugin: its settings, its life, and what strangers are told.
#include "resolver.h"

#include <algorithm>

namespace auth_basic {

class AuthBasic final : public portico::Plugin, private portico::Auth {
public:
    explicit AuthBasic(portico::Host host) : host_(host), realm_(host.setting("realm")) {
        if (sodium_init() < 0) throw portico::Error(PORTICO_FAILED, "libsodium does not start");
        const bool quotable = std::all_of(realm_.begin(), realm_.end(),
                                          [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; });
        if (realm_.empty() || realm_.size() > 100 || !quotable)
            throw portico::Error(PORTICO_INVALID, "realm must be 1 to 100 ASCII characters without \" and \\");
    }

    void start() override {
        users_.emplace(host_.users());
        resolver_.emplace(host_, *users_, host_.boolean("allow_insecure"));
    }
    void stop() override { resolver_.reset(); }
    portico::Auth& auth() { return *this; }

private:
    Verdict identify(portico::Exchange& x, Identity& who) override { return resolver_->identify(x, who); }

    // A browser asks its person by itself, so people and programs get the same answer.
    void challenge(portico::Exchange& x) override {
        if (!resolver_->isTrusted(x)) {
            // Asking here would make a browser send the password in the clear.
            host_.warning("a login was refused because it came over plain http: give the site TLS, or set "
                          "allow_insecure = true if the network between is trusted");
            return x.fail(403, "HTTP Basic is for TLS or this machine only");
        }
        x.setHeader("WWW-Authenticate", "Basic realm=\"" + realm_ + "\", charset=\"UTF-8\"");
        x.fail(401, "no valid name and password were sent");
    }

    portico::Host host_;
    std::string realm_;
    std::optional<portico::UsersProvider> users_; // both from start to stop
    std::optional<Resolver> resolver_;
};

} // namespace auth_basic

// JSON as it is, which the formatter would take apart.
// clang-format off
PORTICO_PLUGIN(auth_basic::AuthBasic, {
    "id": "auth_basic",
    "version": "1.0.0",
    "summary": "HTTP Basic: name and password in every request, over TLS or on this machine.",
    "provides": ["portico.auth/1"],
    "needs": ["portico.users/1"],
    "settings": {
        "realm": {"type": "string", "default": "portico", "help": "What people and programs are told they log in to."},
        "allow_insecure": {"type": "boolean", "default": false, "help": "Take passwords over plain http from other machines."}
    }
});
