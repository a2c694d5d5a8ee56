// SPDX-License-Identifier: Apache-2.0
// The request methods that the server accepts. Any other gets 501, and its routes would never be reached.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace portico::http {

inline constexpr std::array<std::string_view, 7> methods = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};

constexpr bool isMethod(std::string_view name) {
    return std::find(methods.begin(), methods.end(), name) != methods.end();
}

} // namespace portico::http
