// SPDX-License-Identifier: Apache-2.0
// Entry point of the plugin: its settings, its lifecycle and the challenge.
#include "resolver.h"

#include <algorithm>

namespace auth_apikey {

class AuthApiKey final : public portico::Plugin, private portico::Auth {
public:
    explicit AuthApiKey(portico::Host host) : host_(host), realm_(host.setting("realm")), keys_(host.value("keys")) {
        if (sodium_init() < 0) throw portico::Error(PORTICO_FAILED, "libsodium cannot be initialized");
        const bool quotable = std::all_of(realm_.begin(), realm_.end(),
                                          [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; });
        if (realm_.empty() || realm_.size() > 100 || !quotable)
            throw portico::Error(PORTICO_INVALID, "realm must be 1 to 100 ASCII characters without \" and \\");
    }

    void start() override {
        users_.emplace(host_.users());
        resolver_.emplace(host_, keys_, *users_, host_.boolean("allow_insecure"));
        for (std::size_t i = 0; i < keys_.size(); ++i)
            if (keys_.at(i).expires != 0 && host_.nowSeconds() >= keys_.at(i).expires)
                host_.warning("the API key \"" + keys_.at(i).id + "\" has expired; remove it from the configuration");
    }
    void stop() override { resolver_.reset(); }
    portico::Auth& auth() { return *this; }

private:
    Verdict identify(portico::Exchange& x, Identity& who) override { return resolver_->identify(x, who); }

    // Nobody types a key into a browser, so people and programs get the same answer.
    void challenge(portico::Exchange& x) override {
        if (!resolver_->isTrusted(x)) { // a program that is asked for a key would send it unencrypted
            host_.warning("a program was not asked for its API key because it came over plain http: enable TLS, or set "
                          "allow_insecure = true if you trust the network in between");
            return x.fail(403, "API keys are accepted only over TLS or from this machine");
        }
        const bool sent = credentialOf(x).kind != Credential::Kind::None;
        x.setHeader("WWW-Authenticate", "Bearer realm=\"" + realm_ + (sent ? "\", error=\"invalid_token\"" : "\""));
        x.fail(401, sent ? "the API key is unknown, expired, or sent twice" : "no API key was sent");
    }

    portico::Host host_;
    std::string realm_;
    KeyList keys_;
    std::optional<portico::UsersProvider> users_; // set between start and stop
    std::optional<Resolver> resolver_;
};

} // namespace auth_apikey

// The formatter would break up the JSON.
// clang-format off
PORTICO_PLUGIN(auth_apikey::AuthApiKey, {
    "id": "auth_apikey",
    "version": "1.0.0",
    "summary": "API keys of programs, beside another way to log in.",
    "provides": ["portico.auth/1"],
    "needs": ["portico.users/1"],
    "settings": {
        "keys": {"type": "list of tables", "max_entries": 1000, "help": "The accepted keys.", "fields": {
            "id": {"type": "string", "help": "Name of the key in the log."},
            "sha256": {"type": "string", "help": "SHA-256 digest of the key, in hexadecimal; never the key itself."},
            "user": {"type": "string", "help": "Name of the user on whose behalf the key acts."},
            "scopes": {"type": "list", "default": [], "help": "What the key is for, for handlers that ask."},
            "expires": {"type": "string", "default": "", "help": "Day from which on the key is refused, as 2027-01-31, in UTC; empty: never."}
        }},
        "realm": {"type": "string", "default": "portico", "help": "Realm that programs receive in WWW-Authenticate."},
        "allow_insecure": {"type": "boolean", "default": false, "help": "Accept keys over plain http from other machines."}
    }
});
