// SPDX-License-Identifier: Apache-2.0
// The request methods that the server takes. Any other gets 501, and a route for it would never be asked.
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
