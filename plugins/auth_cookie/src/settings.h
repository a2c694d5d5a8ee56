// SPDX-License-Identifier: Apache-2.0
// Every setting of this plugin, read and judged once, when the plugin is made. config/auth_cookie.toml explains each.
#pragma once

#include <portico/host.hpp>

#include <cstdint>
#include <string>

namespace auth_cookie {

struct Settings {
    std::string cookieName; // without the prefix that it gets over TLS
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
};

// Throws portico::Error with a sentence about the first setting that cannot be.
Settings readSettings(const portico::Host& host);

} // namespace auth_cookie
