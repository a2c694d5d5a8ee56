// SPDX-License-Identifier: Apache-2.0
// Identifies the user of a request from its API key. The user is looked up at most once a second for each key.
#pragma once

#include "credential.h"
#include "key_list.h"

#include <portico/plugin.hpp>

#include <mutex>

namespace auth_apikey {

class Resolver {
public:
    // `keys` and `users` must outlive this object.
    Resolver(portico::Host host, const KeyList& keys, portico::Users& users, bool allowInsecure)
        : host_(host), keys_(keys), users_(users), allowInsecure_(allowInsecure), owners_(keys.size()) {}

    portico::Auth::Verdict identify(portico::Exchange& x, portico::Auth::Identity& who);
    bool isTrusted(const portico::Exchange& x) const { return x.secure() || x.loopback() || allowInsecure_; }

private:
    static constexpr std::int64_t freshMilliseconds = 1000;
    struct Owner {
        std::optional<portico::User> user{};
        std::int64_t asked = 0; // milliseconds since 1970
    };
    std::optional<portico::User> ownerOf(std::size_t key, std::int64_t now);
    portico::Auth::Verdict refuse(const ApiKey& key, std::string_view why) const;

    portico::Host host_;
    const KeyList& keys_;
    portico::Users& users_;
    bool allowInsecure_;
    std::mutex mutex_;
    std::vector<Owner> owners_; // by the number of the key; guarded by mutex_
};

} // namespace auth_apikey
