// SPDX-License-Identifier: Apache-2.0
// Rules shared by all user stores: valid names, when two names are equal, and how roles are written. For plugins that provide
// portico.users/1. Safe for untrusted input.
//
// Example, before a store inserts or changes a user:
//
//     portico::User canonical(portico::User user) {
//         user.name = portico::mustBeName(user.name); // throws Error(PORTICO_INVALID)
//         user.roles = portico::mustBeRoles(user.roles);
//         return user;
//     }
#pragma once

#include <portico/user.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace portico {

constexpr std::size_t longestName = 254; // bytes; the longest mail address
constexpr std::size_t longestRoles = 1024;

namespace detail {

// Removes and returns the next code point of `text`; -1 for anything that is not strict UTF-8.
inline std::int32_t nextCodePoint(std::string_view& text) noexcept {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const std::size_t length = byte(0) < 0x80 ? 1 : byte(0) < 0xc2 ? 0 : byte(0) < 0xe0 ? 2 : byte(0) < 0xf0 ? 3 : 4;
    if (length == 0 || byte(0) > 0xf4 || text.size() < length) return -1;
    std::int32_t point = length == 1 ? byte(0) : byte(0) & (0xff >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0) != 0x80) return -1;
        point = point << 6 | (byte(i) & 0x3f);
    }
    text.remove_prefix(length);
    const bool overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
    const bool surrogate = point >= 0xd800 && point <= 0xdfff;
    return overlong || surrogate || point > 0x10ffff ? -1 : point;
}

// Characters that are invisible or change the direction of text: two names could look the same, or a log line could mislead.
inline bool invisible(std::int32_t c) noexcept {
    const auto in = [c](std::int32_t first, std::int32_t last) { return c >= first && c <= last; };
    return c < 0x20 || in(0x7f, 0xa0) || c == 0xad || c == 0x34f || c == 0x61c || in(0x115f, 0x1160) || c == 0x1680 ||
           in(0x17b4, 0x17b5) || in(0x180b, 0x180f) || in(0x2000, 0x200f) || in(0x2028, 0x202f) || in(0x205f, 0x206f) ||
           c == 0x3000 || c == 0x3164 || in(0xfe00, 0xfe0f) || c == 0xfeff || c == 0xffa0 || in(0xfff0, 0xffff) ||
           in(0xe0000, 0xe0fff);
}

} // namespace detail

// The name without surrounding spaces, or nothing if it is not valid. A name has 1 to 254 bytes of visible UTF-8; it may contain
// single ASCII spaces but no ':', which ends the name in password files and in HTTP Basic.
inline std::optional<std::string> nameIn(std::string_view typed) {
    const std::size_t first = typed.find_first_not_of(' ');
    if (first == std::string_view::npos) return std::nullopt;
    const std::string_view name = typed.substr(first, typed.find_last_not_of(' ') - first + 1);
    if (name.size() > longestName || name.find("  ") != std::string_view::npos) return std::nullopt;
    for (std::string_view rest = name; !rest.empty();) {
        const std::int32_t point = detail::nextCodePoint(rest);
        if (point < 0 || point == ':' || detail::invisible(point)) return std::nullopt;
    }
    return std::string(name);
}

// The form in which names are unique and looked up: A to Z become a to z; other letters stay as typed.
inline std::optional<std::string> canonicalName(std::string_view typed) {
    std::optional<std::string> name = nameIn(typed);
    if (!name) return std::nullopt;
    for (char& c : *name)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return name;
}

// For writing to a store: the name as in nameIn. Throws Error(PORTICO_INVALID).
inline std::string mustBeName(std::string_view typed) {
    if (std::optional<std::string> name = nameIn(typed)) return *std::move(name);
    throw Error(PORTICO_INVALID,
                "a name has 1 to 254 bytes, no colon and no control, invisible or direction-changing character");
}

// Roles in the form of User::roles ("admin editor"), each once, from names separated by `separator`; nothing if one is not valid.
inline std::optional<std::string> rolesIn(std::string_view text, char separator = ' ') {
    std::string roles;
    while (!text.empty()) {
        const std::string_view role = text.substr(0, text.find(separator));
        text.remove_prefix(role.size() == text.size() ? role.size() : role.size() + 1);
        if (role.empty()) continue;
        if (role.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != std::string_view::npos)
            return std::nullopt;
        const std::string padded = " " + roles + " ";
        if (padded.find(" " + std::string(role) + " ") != std::string::npos) continue;
        if (!roles.empty()) roles += ' ';
        roles += role;
    }
    return roles.size() <= longestRoles ? std::optional<std::string>(std::move(roles)) : std::nullopt;
}

// For writing to a store: the roles as in rolesIn. Throws Error(PORTICO_INVALID).
inline std::string mustBeRoles(std::string_view text) {
    if (std::optional<std::string> roles = rolesIn(text)) return *std::move(roles);
    throw Error(PORTICO_INVALID,
                "roles are names of a-z, 0-9 and '-', separated by spaces, at most 1024 bytes in total");
}

} // namespace portico
