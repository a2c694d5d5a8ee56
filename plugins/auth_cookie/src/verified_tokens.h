// SPDX-License-Identifier: Apache-2.0
// Verified tokens, remembered by their exact bytes, so that the next request of a visitor needs no cryptography. Only the
// verification is cached: the time is checked on every call, session and user are checked elsewhere.
#pragma once

#include "bounded_cache.h"
#include "token.h"

#include <memory>

namespace auth_cookie {

class VerifiedTokens {
public:
    static constexpr std::size_t mostTokens = 20000; // about 20 MB when full

    explicit VerifiedTokens(TokenVerifier gate) : verifier_(std::move(gate)) {}

    // The claims of a token that is valid now, or null.
    std::shared_ptr<const Claims> admit(std::string_view token, std::int64_t now) {
        if (token.size() > TokenVerifier::mostBytes) return nullptr;
        if (const auto known = admitted_.find(token))
            return isTimely(**known, verifier_.terms(), now) ? *known : nullptr;
        const std::optional<Claims> claims = verifier_.admit(token, now);
        if (!claims) return nullptr; // only verified tokens enter the cache, so that untrusted input cannot fill it
        const auto shared = std::make_shared<const Claims>(*claims);
        admitted_.update(token, [&](auto& place) { place = shared; });
        return shared;
    }

private:
    TokenVerifier verifier_;
    BoundedCache<std::shared_ptr<const Claims>> admitted_{mostTokens};
};

} // namespace auth_cookie
