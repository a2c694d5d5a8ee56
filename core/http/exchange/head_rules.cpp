// SPDX-License-Identifier: Apache-2.0
#include "http/exchange/head_rules.h"

#include "http/exchange/security_headers.h"
#include "http/syntax/message/header_field.h"

#include <algorithm>
#include <array>

namespace portico::http {

namespace {

constexpr std::array<std::string_view, 4> ofTheHost = {"Strict-Transport-Security", "X-Content-Type-Options",
                                                       "Content-Encoding", "Content-Range"};
// Cookies of the login and of forms, what an answer depends on, and the challenges.
constexpr std::array<std::string_view, 3> onlyAdded = {"Set-Cookie", "Vary", "WWW-Authenticate"};
// Beside Cache-Control and the names that end like it, of which each network of caches has one.
constexpr std::array<std::string_view, 5> forCaches = {"Cache-Control", "Surrogate-Control", "X-Accel-Expires",
                                                       "Edge-Control", "Expires"};
constexpr std::string_view policy = "Content-Security-Policy"; // the only one of which browsers enforce several
constexpr std::string_view forSomeCache = "-Cache-Control";

bool isOneOf(std::span<const std::string_view> names, std::string_view name) {
    return std::ranges::any_of(names, [&](std::string_view one) { return syntax::equalsIgnoreCase(one, name); });
}

bool isGuarded(const Exchange& x) {
    return x.target != nullptr && std::ranges::any_of(x.guards(), [](const GuardRule* guard) {
               return guard->kind() != GuardRule::Kind::Public;
           });
}

bool forbidsSharing(std::string_view value) {
    return syntax::listHas(value, "no-store") || syntax::listHas(value, "private");
}

bool concernsCaches(std::string_view name) {
    return isOneOf(forCaches, name) ||
           (name.size() > forSomeCache.size() &&
            syntax::equalsIgnoreCase(name.substr(name.size() - forSomeCache.size()), forSomeCache));
}

// An answer that not everyone may get, or not twice: also one whose handler says so, such as a form or a token.
bool isPersonal(const Exchange& x) {
    return x.user || !x.account.empty() || x.answer.failed || x.answer.status >= 400 || x.answer.has("Set-Cookie") ||
           isGuarded(x) || forbidsSharing(x.answer.find("Cache-Control", 0).value_or(""));
}

} // namespace

bool mayFilter(const Exchange& x, HeadChange change, std::string_view name, std::string_view value) {
    if (isOneOf(ofTheHost, name)) return false;
    if (isOneOf(onlyAdded, name)) return change == HeadChange::Add;
    if (change != HeadChange::Remove && !securityHeaderDefault(name).empty())
        return !value.empty() && (change == HeadChange::Set || syntax::equalsIgnoreCase(name, policy));
    if (!concernsCaches(name) || !isPersonal(x)) return true;
    return change != HeadChange::Remove && forbidsSharing(value);
}

} // namespace portico::http
