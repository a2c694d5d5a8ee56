// SPDX-License-Identifier: Apache-2.0
// May a secret travel the way that this request came? Asked before any password, token or cookie is taken or given.
#pragma once

#include <portico/exchange.hpp>

namespace auth_cookie {

inline bool isTrusted(const portico::Exchange& x, bool allowInsecure) {
    return x.secure() || x.loopback() || allowInsecure;
}

} // namespace auth_cookie
