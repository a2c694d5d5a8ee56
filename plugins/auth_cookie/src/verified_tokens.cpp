// SPDX-License-Identifier: Apache-2.0
// Only verified tokens enter the cache, so that untrusted input cannot fill it.
#include "verified_tokens.h"

namespace auth_cookie {

std::shared_ptr<const Claims> VerifiedTokens::admit(std::string_view token, std::int64_t now) {
    if (token.size() > TokenVerifier::mostBytes) return nullptr;
    if (const auto known = admitted_.find(token)) return isTimely(**known, verifier_.terms(), now) ? *known : nullptr;
    const std::optional<Claims> claims = verifier_.admit(token, now);
    if (!claims) return nullptr;
    const auto shared = std::make_shared<const Claims>(*claims);
    admitted_.update(token, [&](auto& place) { place = shared; });
    return shared;
}

} // namespace auth_cookie
