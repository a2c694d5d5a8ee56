// SPDX-License-Identifier: Apache-2.0
// A remembered password is not enough: the user must have been looked up less than a second ago, unchanged and enabled.
#include "resolver.h"

#include "basic_credentials.h"

namespace auth_basic {

using Verdict = portico::Auth::Verdict;

Verdict Resolver::identify(const portico::Exchange& x, portico::Auth::Identity& who) {
    const auto authorization = x.header("Authorization");
    if (!authorization || !isBasic(*authorization)) return Verdict::Stranger;
    if (x.header("Authorization", 1) || !isTrusted(x)) return Verdict::Invalid;
    const auto sent = basicCredentials(*authorization);
    if (!sent) return Verdict::Invalid;

    const std::int64_t now = host_.now().count();
    const auto digest = passwords_.digestOf(sent->name, sent->password);
    std::optional<portico::User> user = known(digest, now);
    if (!user) {
        user = users_.verify(sent->name, sent->password);
        if (!user || user->disabled) return Verdict::Invalid;
        user->scheme = "basic";
        user->login = now / 1000;
        // Without a revision only the time of change, in seconds, reveals a change. A user who changed within this second is not
        // remembered yet.
        if (user->revision != 0 || user->changed + 1 < now / 1000) passwords_.put(digest, {*user, now, now});
    }
    who.user = std::move(*user);
    return Verdict::Known;
}

// Empty if the password must be checked: it is not remembered, it was checked too long ago, or its user has changed.
std::optional<portico::User> Resolver::known(const VerifiedPasswords::Digest& digest, std::int64_t now) {
    const auto entry = passwords_.find(digest, now);
    if (!entry) return std::nullopt;
    const bool fresh = now >= entry->asked && now - entry->asked < VerifiedPasswords::freshMilliseconds;
    if (fresh) return entry->user;
    std::optional<portico::User> user = users_.get(entry->user.id);
    if (!user || user->disabled || user->revision != entry->user.revision || user->changed != entry->user.changed) {
        passwords_.forget(digest);
        return std::nullopt;
    }
    user->scheme = entry->user.scheme;
    user->login = entry->user.login;
    passwords_.put(digest, {*user, entry->verified, now});
    return user;
}

} // namespace auth_basic
