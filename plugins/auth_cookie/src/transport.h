// SPDX-License-Identifier: Apache-2.0
// Whether a secret may travel the way this request came. Checked before any password, token or cookie is accepted or sent.
#pragma once

#include <portico/exchange.hpp>

namespace auth_cookie {

inline bool isTrusted(const portico::Exchange& x, bool allowInsecure) {
    return x.secure() || x.loopback() || allowInsecure;
}

} // namespace auth_cookie
