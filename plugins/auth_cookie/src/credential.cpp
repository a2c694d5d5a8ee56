// SPDX-License-Identifier: Apache-2.0
// Schemes other than Bearer are ignored: a proxy in front may use Basic for itself.
#include "credential.h"

#include <algorithm>

namespace auth_cookie {

namespace {

std::optional<std::string_view> bearerToken(std::string_view authorization) {
    constexpr std::string_view scheme = "bearer";
    const std::string_view word = authorization.substr(0, authorization.find(' '));
    const bool same =
        word.size() == scheme.size() && std::equal(word.begin(), word.end(), scheme.begin(),
                                                   [](char a, char b) { return a == b || a == b - 'a' + 'A'; });
    if (!same) return std::nullopt;
    // 1*SP between scheme and token (RFC 9110, 11.4).
    return authorization.substr(std::min(authorization.find_first_not_of(' ', word.size()), authorization.size()));
}

} // namespace

Credential credentialOf(const portico::Exchange& x, const std::string& cookieName) {
    const auto cookie = x.cookie(cookieName);
    const auto authorization = x.header("Authorization");
    const auto bearer = authorization ? bearerToken(*authorization) : std::nullopt;
    if ((cookie && x.cookie(cookieName, 1)) || (authorization && x.header("Authorization", 1)) || (cookie && bearer))
        return {Credential::Kind::Ambiguous, {}};
    if (cookie) return {Credential::Kind::Cookie, *cookie};
    if (bearer) return {Credential::Kind::Bearer, *bearer};
    return {};
}

} // namespace auth_cookie
