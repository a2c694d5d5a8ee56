// SPDX-License-Identifier: Apache-2.0
// The guard of a route as data.
#include "http/routing/guard_rule.h"

namespace portico::http {

namespace {

bool contains(std::string_view roles, std::string_view role) noexcept {
    while (!roles.empty()) {
        const std::size_t end = roles.find(' ');
        if (roles.substr(0, end) == role) return true;
        roles.remove_prefix(end == std::string_view::npos ? roles.size() : end + 1);
    }
    return false;
}

bool isRoleName(std::string_view name) noexcept {
    return !name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

} // namespace

GuardRule GuardRule::parse(std::string_view text) {
    if (text == "public") return {Kind::Public, ""};
    if (text == "user") return {Kind::User, ""};
    if (text.substr(0, 5) == "role:" && isRoleName(text.substr(5))) return {Kind::Role, text.substr(5)};
    return {Kind::Nobody, ""};
}

std::string GuardRule::text() const {
    switch (kind_) {
    case Kind::Public: return "public";
    case Kind::User: return "user";
    case Kind::Role: return "role:" + role_;
    case Kind::Nobody: return "nobody";
    }
    return "nobody";
}

bool GuardRule::admits(bool known, std::string_view roles) const noexcept {
    switch (kind_) {
    case Kind::Public: return true;
    case Kind::User: return known;
    case Kind::Role: return known && contains(roles, role_);
    case Kind::Nobody: return false;
    }
    return false;
}

} // namespace portico::http
