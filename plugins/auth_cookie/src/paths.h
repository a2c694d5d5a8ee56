// SPDX-License-Identifier: Apache-2.0
// The paths for login, logout and tokens. Templates get them from the host and do not hard-code them.
#pragma once

#include <string_view>

namespace auth_cookie {

inline constexpr std::string_view loginPath = "/auth/login";
inline constexpr std::string_view logoutPath = "/auth/logout";
inline constexpr std::string_view tokenPath = "/token";

} // namespace auth_cookie
