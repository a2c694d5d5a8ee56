// SPDX-License-Identifier: Apache-2.0
// Entry point of the plugin: its settings, its lifecycle and the challenge.
#include "resolver.h"

#include <algorithm>

namespace auth_basic {

class AuthBasic final : public portico::Plugin, private portico::Auth {
public:
    explicit AuthBasic(portico::Host host) : host_(host), realm_(host.setting("realm")) {
        if (sodium_init() < 0) throw portico::Error(PORTICO_FAILED, "libsodium cannot be initialized");
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

    // A browser shows its own login dialog, so people and programs get the same answer.
    void challenge(portico::Exchange& x) override {
        if (!resolver_->isTrusted(x)) {
            // A challenge here would make the browser send the password unencrypted.
            host_.warning("a login was refused because it came over plain http: enable TLS, or set "
                          "allow_insecure = true if you trust the network in between");
            return x.fail(403, "HTTP Basic is accepted only over TLS or from this machine");
        }
        x.setHeader("WWW-Authenticate", "Basic realm=\"" + realm_ + "\", charset=\"UTF-8\"");
        x.fail(401, "no valid name and password were sent");
    }

    portico::Host host_;
    std::string realm_;
    std::optional<portico::UsersProvider> users_; // set between start and stop
    std::optional<Resolver> resolver_;
};

} // namespace auth_basic

// The formatter would break up the JSON.
// clang-format off
PORTICO_PLUGIN(auth_basic::AuthBasic, {
    "id": "auth_basic",
    "version": "1.0.0",
    "summary": "HTTP Basic: name and password in every request, over TLS or on this machine.",
    "provides": ["portico.auth/1"],
    "needs": ["portico.users/1"],
    "settings": {
        "realm": {"type": "string", "default": "portico", "help": "Name of the protected area, sent as realm."},
        "allow_insecure": {"type": "boolean", "default": false, "help": "Accept passwords over plain http from other machines."}
    }
});
