// SPDX-License-Identifier: Apache-2.0
// How <portico/page_access.hpp> recognizes a misspelled access comment: by the letters that a reader sees, whatever their code
// points are. Internal; plugins do not use it.
#pragma once

#include <portico/error.hpp>
#include <portico/page_access_letters.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace portico::detail {

inline std::string_view withoutBlanks(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

inline bool isAccess(std::string_view word) {
    constexpr std::string_view role = "role:";
    if (word.substr(0, role.size()) != role) return word == "public" || word == "user" || word == "internal";
    word.remove_prefix(role.size());
    return !word.empty() && word.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

// A separator of a key and its value.
constexpr bool isColon(char32_t c) {
    for (const char32_t one : U":=;|\uFF1A\uFF1D\uFF1B\u2236\uA789\uFE55\uFE13\u02D0\u02F8\u0589\u05C3\u061B")
        if (one == c && c != U'\0') return true;
    return false;
}

constexpr std::array<std::string_view, 4> accessWords{"public", "user", "internal", "role"};

inline bool isNearlyAccess(std::string_view word) {
    return std::any_of(accessWords.begin(), accessWords.end(), [&](auto known) { return isNear(word, known); });
}

// Ordinary words that contain "access".
inline bool isOtherWord(std::string_view word) {
    for (const std::string_view other :
         {"accessible", "accessibly", "accessibility", "inaccessible", "inaccessibility", "accessory", "accessories"})
        if (word == other) return true;
    return false;
}

// True if `letters` begins with "access", possibly with one letter missing.
inline bool beginsWithTheWord(std::string_view letters) {
    for (const std::string_view begin : {"access", "acces", "acess", "accss"})
        if (letters.substr(0, begin.size()) == begin) return true;
    return false;
}

// True if `letters` begins with something near to `wanted` and `rest` accepts what follows.
template <class Rest>
bool beginsNearly(std::string_view letters, std::string_view wanted, const Rest& rest) {
    for (std::size_t size = wanted.size() - 1; size <= std::min(wanted.size() + 1, letters.size()); ++size)
        if (isNear(letters.substr(0, size), wanted) && rest(letters.substr(size))) return true;
    return false;
}

// "accessuser", with at most one typo in each of the two words.
inline bool isKeyAndValue(std::string_view letters) {
    return beginsNearly(letters, "access", [](std::string_view value) {
        return std::any_of(accessWords.begin(), accessWords.end(), [&](std::string_view known) {
            return beginsNearly(value, known, [](std::string_view) { return true; });
        });
    });
}

// "access" as a word, inside another word ("pageaccess"), with a typo, or spaced out ("a c c e s s").
inline bool hasTheWord(const Reading& reading) {
    std::string letters; // from the current word on
    for (std::size_t i = reading.words.size(); i-- > 0;) {
        const std::string& word = reading.words[i];
        letters = (word + letters).substr(0, 16);
        if (isOtherWord(word)) continue;
        if (isNear(word, "access") || word.find("access") != std::string::npos || isKeyAndValue(letters)) return true;
        if (beginsWithTheWord(letters)) return true;
    }
    return false;
}

// Nothing but an access word: "user", "role: admin".
inline bool isBareAccess(const Reading& reading, std::size_t first) {
    if (reading.words.size() == first + 1) return isAccess(reading.words[first]);
    return first == 0 && reading.words.size() == 2 && reading.isSigned && reading.words[0] == "role";
}

// "only for role:admin"
inline bool namesRole(std::string_view comment) {
    const std::size_t at = comment.find("role:");
    return at != std::string_view::npos && isAccess(comment.substr(at, 6));
}

// "guard: users", "roles: admin, editor": only a key of any name, and access words.
inline bool isKeyAndAccess(const Reading& reading) {
    const auto& words = reading.words;
    if (!reading.isSigned || words.size() > 5) return false;
    if (words[1] == "role" || words[1] == "roles") return true;
    if (words.size() <= 4 && (words[0] == "role" || words[0] == "roles")) return true;
    return words.size() == 2 &&
           (isNear(words[1], "user") || isNear(words[1], "public") || isNear(words[1], "internal"));
}

// "Members page. guard: user"
inline bool hasKeyAndAccess(std::string_view comment) {
    for (std::size_t begin = 0; begin <= comment.size();) {
        const std::size_t end = std::min(comment.find_first_of(".;,\n", begin), comment.size());
        if (isKeyAndAccess(Reading(comment.substr(begin, end - begin)))) return true;
        begin = end + 1;
    }
    return isKeyAndAccess(Reading(comment));
}

inline bool mentionsAccess(std::string_view comment) {
    const Reading reading(comment);
    if (reading.words.empty()) return false;
    if (hasTheWord(reading) || isBareAccess(reading, 0) || namesRole(comment)) return true;
    if (reading.words.size() == 1) return false;
    if (slips(reading.words[0], "access") <= 2 && isNearlyAccess(reading.words[1])) return true;
    return hasKeyAndAccess(comment);
}

// "access: user" somewhere in a longer text.
inline bool hasStatement(std::string_view text) {
    constexpr std::size_t around = 40; // bytes on either side of the colon
    for (std::string_view left = text; !left.empty();) {
        if (!isColon(takeCharacter(left))) continue;
        const std::size_t at = text.size() - left.size();
        const Reading key(text.substr(at - std::min(at, around), std::min(at, around))), value(left.substr(0, around));
        if (!key.words.empty() && !value.words.empty() && isNear(key.words.back(), "access") &&
            isNearlyAccess(value.words.front()))
            return true;
    }
    return false;
}

// A variable, section or block called "access".
inline bool isAccessName(std::string_view name) {
    std::string letters;
    for (const std::string& word : Reading(name).words) letters += word;
    return isNear(letters, "access");
}

} // namespace portico::detail
