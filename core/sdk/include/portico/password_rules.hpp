// SPDX-License-Identifier: Apache-2.0
// What a new password may be: whatever every way to log in can carry (a form, POST /token, HTTP Basic). The host holds stores of
// users to it. How good a password is, is not judged here.
#pragma once

#include <portico/user_rules.hpp>

namespace portico {

// Bytes. A login form may refuse what is shorter or longer without asking anybody.
constexpr std::size_t shortestPassword = 4;
constexpr std::size_t longestPassword = 1024;

// What is wrong with the password, for the person who chose it; empty if nothing is.
inline std::string_view passwordFault(std::string_view password) noexcept {
    if (password.empty()) return "the password is empty";
    if (password.size() < shortestPassword) return "the password has fewer than 4 bytes";
    if (password.size() > longestPassword) return "the password is longer than 1024 bytes";
    while (!password.empty()) {
        const std::int32_t point = detail::nextCodePoint(password);
        if (point < 0) return "the password is not UTF-8";
        if (point < 0x20 || point == 0x7f) return "the password contains a control character";
    }
    return {};
}

inline void mustBePassword(std::string_view password) {
    const std::string_view fault = passwordFault(password);
    if (!fault.empty()) throw Error(PORTICO_INVALID, std::string(fault));
}

} // namespace portico
