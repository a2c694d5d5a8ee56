// SPDX-License-Identifier: Apache-2.0
// The rules for new passwords: every login method (a form, POST /token, HTTP Basic) must be able to carry them. The host enforces
// the rules for all user stores. They do not judge the strength of a password.
//
// Example, a form for a new password:
//
//     std::string messageFor(std::string_view password, std::string_view again) {
//         if (password != again) return "the two passwords differ";
//         return std::string(portico::passwordFault(password)); // empty: acceptable
//     }
#pragma once

#include <portico/user_rules.hpp>

namespace portico {

// In bytes. A login form may reject shorter or longer passwords without asking the user store.
constexpr std::size_t shortestPassword = 4;
constexpr std::size_t longestPassword = 1024;

// What is wrong with the password, as a message to the person who chose it; empty if it is acceptable.
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

// Throws Error(PORTICO_INVALID) if the password is not acceptable.
inline void mustBePassword(std::string_view password) {
    const std::string_view fault = passwordFault(password);
    if (!fault.empty()) throw Error(PORTICO_INVALID, std::string(fault));
}

} // namespace portico
