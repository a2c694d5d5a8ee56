// SPDX-License-Identifier: Apache-2.0
// The time is read before the store is asked, so that no answer counts as more recent than it is.
#include "resolver.h"

namespace auth_apikey {

using Verdict = portico::Auth::Verdict;

Verdict Resolver::identify(portico::Exchange& x, portico::Auth::Identity& who) {
    // The host says that answers depend on Cookie and Authorization. It does not know about this header.
    x.addHeader("Vary", headerName);
    const Credential sent = credentialOf(x);
    if (sent.kind == Credential::Kind::None) return Verdict::Stranger;
    if (sent.kind == Credential::Kind::Ambiguous || !isTrusted(x)) return Verdict::Invalid;
    const std::size_t number = keys_.find(sent.key);
    if (number == KeyList::none) return Verdict::Invalid;
    const ApiKey& key = keys_.at(number);
    const std::int64_t now = host_.now().count();
    if (key.expires != 0 && now / 1000 >= key.expires) return refuse(key, "has expired");
    const auto owner = ownerOf(number, now);
    if (!owner) return refuse(key, "belongs to no enabled user");
    who.user = *owner;
    who.user.scheme = "api_key";
    who.user.scopes = key.scopes;
    return Verdict::Known;
}

std::optional<portico::User> Resolver::ownerOf(std::size_t key, std::int64_t now) {
    {
        const std::lock_guard lock(mutex_);
        const Owner& known = owners_[key];
        if (known.user && now >= known.asked && now - known.asked < freshMilliseconds) return known.user;
    }
    std::optional<portico::User> user = users_.find(keys_.at(key).user);
    if (user && user->disabled) user.reset();
    const std::lock_guard lock(mutex_);
    owners_[key] = {user, now};
    return user;
}

// Only the owner of a correct key can cause this line.
Verdict Resolver::refuse(const ApiKey& key, std::string_view why) const {
    host_.warning("the API key \"" + key.id + "\" was refused: it " + std::string(why));
    return Verdict::Invalid;
}

} // namespace auth_apikey
