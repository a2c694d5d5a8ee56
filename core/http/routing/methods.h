// SPDX-License-Identifier: Apache-2.0
// Request methods (RFC 9110 section 9). The server knows the standard ones; a route may declare any other token, such as
// PROPFIND. A method that is neither standard nor declared by a route gets 501.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace portico::http {

inline constexpr std::array<std::string_view, 7> standardMethods = {"GET",   "HEAD",   "POST",   "PUT",
                                                                    "PATCH", "DELETE", "OPTIONS"};

constexpr bool isStandardMethod(std::string_view name) {
    return std::find(standardMethods.begin(), standardMethods.end(), name) != standardMethods.end();
}

// Always 501, and no route may declare them: TRACE sends the client's credentials back, and CONNECT asks for a tunnel.
constexpr bool isNeverServed(std::string_view method) { return method == "TRACE" || method == "CONNECT"; }

} // namespace portico::http
