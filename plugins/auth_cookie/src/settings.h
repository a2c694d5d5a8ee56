// SPDX-License-Identifier: Apache-2.0
// All settings of this plugin, read and checked once, when the plugin is created. config/auth_cookie.toml explains them.
#pragma once

#include <portico/exchange.hpp>
#include <portico/host.hpp>

#include <cstdint>
#include <string>

namespace auth_cookie {

struct Settings {
    std::string cookieName; // without the prefix that is added over TLS
    std::string loginPage;
    std::string issuer;
    std::string audience;
    std::string realm;
    std::string signingKey;       // empty: the key is in a file of the state directory
    std::int64_t sessionIdle = 0; // all in seconds
    std::int64_t sessionMost = 0;
    std::int64_t tokenLifetime = 0;
    std::int64_t clockSkew = 0;
    bool requireEmail = true;
    bool allowInsecure = false;

    // Whether a secret may travel the way this request came. Checked before any password, token or cookie is accepted or sent.
    bool trust(const portico::Exchange& x) const { return x.secure() || x.loopback() || allowInsecure; }
};

// Throws portico::Error that describes the first invalid setting.
Settings readSettings(const portico::Host& host);

} // namespace auth_cookie
