// SPDX-License-Identifier: Apache-2.0
// Identifies the user of a request from the name and password that it carries.
#pragma once

#include "verified_passwords.h"

#include <portico/plugin.hpp>

namespace auth_basic {

class Resolver {
public:
    // `users` must outlive this object.
    Resolver(portico::Host host, portico::Users& users, bool allowInsecure)
        : host_(host), users_(users), allowInsecure_(allowInsecure) {}

    portico::Auth::Verdict identify(const portico::Exchange& x, portico::Auth::Identity& who);
    bool isTrusted(const portico::Exchange& x) const { return x.secure() || x.loopback() || allowInsecure_; }

private:
    std::optional<portico::User> known(const VerifiedPasswords::Digest& digest, std::int64_t now);

    portico::Host host_;
    portico::Users& users_;
    bool allowInsecure_;
    VerifiedPasswords passwords_;
};

} // namespace auth_basic
