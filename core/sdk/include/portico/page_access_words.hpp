// SPDX-License-Identifier: Apache-2.0
// The words of an access comment, and how <portico/page_access.hpp> recognizes the word "access": by the letters that a reader
// sees, whatever their code points are. Internal; plugins do not use it.
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

constexpr std::array<std::string_view, 4> accessWords{"public", "user", "internal", "role"};

inline bool isOneOf(std::string_view blankSeparated, std::string_view word) {
    return blankSeparated.find(' ' + std::string(word) + ' ') != std::string_view::npos;
}

// Ordinary words that contain or resemble a word of access.
inline bool isOtherWord(std::string_view word) {
    return isOneOf(" accessible accessibly accessibility inaccessible inaccessibility accessory accessories accesskey "
                   "accesskeys casserole casseroles parole paroles lifeguard lifeguards mudguard mudguards blackguard "
                   "blackguards use used uses ",
                   word);
}

inline bool isNearlyAccess(std::string_view word) {
    return !isOtherWord(word) &&
           std::any_of(accessWords.begin(), accessWords.end(), [&](auto known) { return isNear(word, known); });
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

// True if `letters` begins with "accessuser", with at most one typo in each of the two words.
inline bool beginsWithKeyAndValue(std::string_view letters) {
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
        if (isNear(word, "access") || word.find("access") != std::string::npos || beginsWithKeyAndValue(letters))
            return true;
        if (beginsWithTheWord(letters)) return true;
    }
    return false;
}

// A name that the template binds, or a section of it: "access".
inline bool isAccessName(std::string_view name) { return isNear(Reading(name).letters(), "access"); }

} // namespace portico::detail
