// SPDX-License-Identifier: Apache-2.0
// How <portico/page_access.hpp> recognizes a statement about access: a key, a separator and a value, anywhere in a text. Internal;
// plugins do not use it.
//
// It is one of these, in any case, width or look-alike alphabet:
//   - A key of access ("access", "role", "guard", "allow", "requires", "login", ...) and any value. Only "role" with names of
//     WAI-ARIA roles is about something else. In a comment of the template, any of the last three words of the key may be one of
//     these, also in another form: "login_required", "protected by".
//   - Any key, and as its only value an access word: "public", "user", "internal", also with one typo, or "role".
// Attributes of HTML elements are no statements: <p class="user">.
#pragma once

#include <portico/page_access_roles.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace portico::detail {

constexpr bool isAny(char32_t c, std::u32string_view of) { return of.find(c) != std::u32string_view::npos; }

// A separator of any key and its value.
constexpr bool isColon(char32_t c) {
    return isAny(c, U":=\uFF1A\uFF1D\uFF1B\u2236\uA789\uFE55\uFE13\u02D0\u02F8\u0589\u05C3\u061B\u205A\uFE30");
}

// Weak: only after the keys "access", "role" and "guard".
enum class Separator { None, Weak, Mark, Colon };

// A bracket or quote before a word, as in "guard(user)", a slash, or a sign between blanks.
inline bool isWeak(std::string_view before, char32_t sign, std::string_view after) {
    if ((folded(sign) != ':' && !isAny(sign, U"-/")) || after.empty() || before.empty()) return false;
    const bool hasBlank = before.back() == ' ';
    before = before.substr(0, before.find_last_not_of(' ') + 1);
    if (before.empty() || folded(static_cast<unsigned char>(before.back())) <= ':') return false;
    const bool isBlankNext = folded(takeCharacter(after)) == ' ';
    if (isAny(sign, U"([{\"")) return !isBlankNext;
    return sign == U'/' || (hasBlank && isBlankNext && !isAny(sign, U"&+"));
}

inline Separator separatorAt(std::string_view before, char32_t c, std::string_view after) {
    const bool isArrow = isBetween(c, 0x2190, 0x21FF) || (c == U'>' && !before.empty() && before.back() == '-');
    if (c == U';' || c == U'|') return Separator::Mark;
    if (isColon(c) || isArrow) return Separator::Colon;
    return isWeak(before, c, after) ? Separator::Weak : Separator::None;
}

// A key and a separator stand before the value, which ends with the clause.
struct Statement {
    Reading key, value;
    std::string_view before, after; // the separator
    Separator separator;
};

// A key of access at the end of what stands before a separator, also "pageRole" or "g u a r d". The more usual words among them
// need a colon: "Login (a form)" says nothing about access.
inline bool isKey(const Statement& one) {
    const std::string& word = one.key.words.back();
    if (isOtherWord(word)) return false;
    if (isNear(word, "access") || isNear(word, "guard")) return true;
    const std::string letters = one.key.letters();
    if (isRole(letters) || endsWith(letters, "access") || endsWith(letters, "guard") || endsWith(letters, "guards"))
        return true;
    return one.separator == Separator::Colon &&
           isOneOf(" allow allows allowed auth login permission permissions protected require requires "
                   "restrict restricted ",
                   word);
}

// "role", "login", "allowed", "authorization", but not "author".
inline bool isWordOfKey(const std::string& word) {
    for (const std::string_view stem :
         {"allow", "authent", "authoris", "authoriz", "guard", "login", "permi", "protect", "requir", "restrict"})
        if (word.compare(0, stem.size(), stem) == 0) return true;
    return word == "auth" || word == "role" || word == "roles";
}

// A key that ends with a key of access and one or two more words: "login_required", "allowed groups", "protected by".
inline bool isLongKey(const Statement& one) {
    if (one.separator != Separator::Colon) return false;
    const std::vector<std::string> words = Reading(one.before.substr(one.before.find_last_of(".;,|\n") + 1)).words;
    const auto last = words.end() - static_cast<std::ptrdiff_t>(std::min<std::size_t>(words.size(), 3));
    return std::any_of(last, words.end(), isWordOfKey);
}

// "user", "usersonly"
inline bool isAccessAlone(std::string_view letters) {
    if (endsWith(letters, "only")) letters.remove_suffix(4);
    return !isOtherWord(letters) &&
           (isNear(letters, "public") || isNear(letters, "user") || isNear(letters, "internal"));
}

// Nothing but an access word, or a role.
inline bool isValueAlone(const Reading& value) {
    const auto& words = value.words;
    if (words.empty() || (words[0] != "role" && words[0] != "roles")) return isAccessAlone(value.letters());
    return words.size() <= 4 && (words.size() == 1 || !std::all_of(words.begin() + 1, words.end(), isAriaRole));
}

// A key of access and any value, if only a tick.
inline bool isKeyStatement(const Statement& one) {
    if (!isKey(one)) return false;
    const bool hasValue = !one.value.words.empty() || std::any_of(one.after.begin(), one.after.end(), [](char c) {
        return static_cast<unsigned char>(c) >= 0x80;
    });
    return hasValue && !(isRole(one.key.words.back()) && areAriaRoles(one.after));
}

inline bool isStatement(const Statement& one) {
    if (isKey(one)) return isKeyStatement(one);
    if (one.value.words.empty() || one.separator == Separator::Weak) return false;
    return isLongKey(one) || isValueAlone(one.value);
}

// A key of access and an access word, which hardly occur in a script: "access: user".
inline bool isPlainStatement(const Statement& one) {
    return one.separator != Separator::Weak && isKey(one) && !one.value.words.empty() &&
           isNearlyAccess(one.value.words[0]);
}

constexpr bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Is the separator in an attribute, as in <p class="user">?
inline bool isInElement(std::string_view before, char32_t separator, std::string_view after) {
    const std::size_t open = before.rfind('<');
    if (open == std::string_view::npos || after.find('>') == std::string_view::npos) return false;
    const std::string_view inside = before.substr(open + 1);
    if (inside.empty() || !isLetter(inside[0]) || (open > 0 && isLetter(before[open - 1]))) return false;
    if (inside.find_first_of(" \t\r\n") == std::string_view::npos || inside.find('>') != std::string_view::npos)
        return false;
    return separator == U'=' || std::count(inside.begin(), inside.end(), '"') % 2 == 1;
}

// A dot inside of "user.username" ends nothing.
inline bool endsClause(std::string_view text, std::size_t at) {
    const char next = at + 1 < text.size() ? text[at + 1] : ' ';
    if (text[at] == '.') return next < 'a' || next > 'z';
    return std::string_view(";,\n)]}|&+").find(text[at]) != std::string_view::npos;
}

// The value after a separator, up to the end of its clause.
inline Reading valueIn(std::string_view after) {
    for (std::string_view left = after; !left.empty(); after = left) {
        if (left[0] == '.' || left[0] == ',' || left[0] == ';') break;
        const char c = folded(takeCharacter(left));
        if (c != ' ' && c != ':' && c != '\0') break;
    }
    std::size_t end = 0;
    while (end < after.size() && !endsClause(after, end)) ++end;
    return Reading(after.substr(0, end));
}

// True if `isOne` accepts what stands on both sides of a separator.
template <class IsOne>
bool hasSeparated(std::string_view text, const IsOne& isOne) {
    constexpr std::size_t around = 64; // bytes that are read on either side
    for (std::string_view left = text; !left.empty();) {
        const std::string_view all = text.substr(0, text.size() - left.size());
        const char32_t c = takeCharacter(left);
        const Separator separator = separatorAt(all, c, left);
        if (separator == Separator::None) continue;
        const std::string_view before = all.substr(all.size() - std::min(all.size(), around));
        const std::string_view after = left.substr(0, around);
        const Statement one{Reading(before), valueIn(after), before, after, separator};
        if (!one.key.words.empty() && isOne(one) && !isInElement(all, c, left)) return true;
    }
    return false;
}

inline bool hasStatement(std::string_view text) { return hasSeparated(text, isStatement); }
inline bool hasKeyStatement(std::string_view text) { return hasSeparated(text, isKeyStatement); }
inline bool hasPlainStatement(std::string_view text) { return hasSeparated(text, isPlainStatement); }

// "guard user", "acess user", "accses user"
inline bool isPair(const std::string& first, const std::string& second) {
    return (slips(first, "access") <= 2 || isNear(first, "guard")) && isNearlyAccess(second);
}

// Does a comment of the template mention access? Also without a separator: the word "access" anywhere, or nothing but "user".
inline bool mentionsAccess(std::string_view comment) {
    const Reading reading(comment);
    const auto& words = reading.words;
    if (words.empty()) return false;
    if (hasTheWord(reading) || hasStatement(comment) || isAccessAlone(reading.letters())) return true;
    return words.size() > 1 && isPair(words[0], words[1]);
}

} // namespace portico::detail
