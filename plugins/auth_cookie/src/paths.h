// SPDX-License-Identifier: Apache-2.0
// Where people log in and out and programs get tokens. Templates get these from the host, never by writing them down.
#pragma once

#include <string_view>

namespace auth_cookie {

inline constexpr std::string_view loginPath = "/auth/login";
inline constexpr std::string_view logoutPath = "/auth/logout";
inline constexpr std::string_view tokenPath = "/token";

} // namespace auth_cookie
