// SPDX-License-Identifier: Apache-2.0
// The paths for login, logout and tokens, and a path as a query value. Templates get the paths from the host and do not hard-code
// them.
#pragma once

#include <string>
#include <string_view>

namespace auth_cookie {

inline constexpr std::string_view loginPath = "/auth/login";
inline constexpr std::string_view logoutPath = "/auth/logout";
inline constexpr std::string_view tokenPath = "/token";

// Slashes stay unchanged.
std::string percentEncoded(std::string_view text);

} // namespace auth_cookie
