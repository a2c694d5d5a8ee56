// SPDX-License-Identifier: Apache-2.0
// Tokens that the gate has let in, remembered by their exact bytes, so that a visitor's next request costs no cryptography.
// Only the text is remembered: the time is looked at again every time, and session and user are somebody else's question.
#pragma once

#include "bounded_cache.h"
#include "token_verifier.h"

#include <memory>

namespace auth_cookie {

class VerifiedTokens {
public:
    static constexpr std::size_t mostTokens = 20000; // about 20 MB when full

    explicit VerifiedTokens(TokenVerifier gate) : verifier_(std::move(gate)) {}

    // The claims of a token that is good now, or null.
    std::shared_ptr<const Claims> admit(std::string_view token, std::int64_t now);

private:
    TokenVerifier verifier_;
    BoundedCache<std::shared_ptr<const Claims>> admitted_{mostTokens};
};

} // namespace auth_cookie
