// SPDX-License-Identifier: Apache-2.0
// How <portico/page_access.hpp> recognizes a statement about access: a key, a separator and a value, anywhere in a text. Internal;
// plugins do not use it.
//
// It is one of these, in any case, width or look-alike alphabet:
//   - A key of access ("access", "role", "guard", "allow", "requires", "login", ...) and any value. Only "role" with the name of a
//     WAI-ARIA role is about something else.
//   - Any key, and as its only value an access word: "public", "user", "internal", also with one typo, or "role".
// Attributes of HTML elements are no statements: <p class="user">.
#pragma once

#include <portico/page_access_words.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace portico::detail {

constexpr bool isAny(char32_t c, std::u32string_view of) { return of.find(c) != std::u32string_view::npos; }

// A separator of any key and its value.
constexpr bool isColon(char32_t c) {
    return isAny(c, U":=;|\uFF1A\uFF1D\uFF1B\u2236\uA789\uFE55\uFE13\u02D0\u02F8\u0589\u05C3\u061B\u205A\uFE30");
}

// Weak: only after the keys "access", "role" and "guard".
enum class Separator { None, Weak, Mark, Colon };

// A bracket or quote before a word, as in "guard(user)", or a sign between blanks.
inline bool isWeak(std::string_view before, char32_t sign, std::string_view after) {
    if (folded(sign) != ':' || after.empty() || before.empty()) return false;
    const bool hasBlank = before.back() == ' ';
    if (hasBlank) before.remove_suffix(1);
    if (before.empty() || folded(static_cast<unsigned char>(before.back())) <= ':') return false;
    const bool isBlankNext = folded(takeCharacter(after)) == ' ';
    return isAny(sign, U"([{\"") ? !isBlankNext : hasBlank && isBlankNext && !isAny(sign, U"&+");
}

inline Separator separatorAt(std::string_view before, char32_t c, std::string_view after) {
    const bool isArrow = isBetween(c, 0x2190, 0x21FF) || (c == U'>' && !before.empty() && before.back() == '-');
    if (c == U';' || c == U'|') return Separator::Mark;
    if (isColon(c) || isArrow) return Separator::Colon;
    return isWeak(before, c, after) ? Separator::Weak : Separator::None;
}

inline bool endsWith(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

inline bool isOneOf(std::string_view blankSeparated, std::string_view word) {
    return blankSeparated.find(' ' + std::string(word) + ' ') != std::string_view::npos;
}

inline bool isRole(std::string_view word) { return endsWith(word, "role") || endsWith(word, "roles"); }

// WAI-ARIA 1.2, without its abstract roles.
inline bool isAriaRole(std::string_view word) {
    return isOneOf(
        " alert alertdialog application article banner blockquote button caption cell checkbox code columnheader "
        "combobox complementary contentinfo definition deletion dialog directory document emphasis feed figure form "
        "generic grid gridcell group heading img insertion link list listbox listitem log main marquee math menu "
        "menubar menuitem menuitemcheckbox menuitemradio meter navigation none note option paragraph presentation "
        "progressbar radio radiogroup region row rowgroup rowheader scrollbar search searchbox separator slider "
        "spinbutton status strong subscript superscript switch tab table tablist tabpanel term textbox time timer "
        "toolbar tooltip tree treegrid treeitem ",
        word);
}

// A key of access at the end of what stands before a separator, also "pageRole" or "g u a r d". The more usual words among them
// need a colon: "Login (a form)" says nothing about access.
inline bool isKey(const Reading& before, Separator separator) {
    const std::string& word = before.words.back();
    if (isNear(word, "access") || isNear(word, "guard")) return true;
    const std::string letters = before.letters();
    if (isRole(letters) || endsWith(letters, "access") || endsWith(letters, "guard") || endsWith(letters, "guards"))
        return true;
    return separator == Separator::Colon &&
           isOneOf(" allow allows allowed auth login permission permissions protected require requires "
                   "restrict restricted ",
                   word);
}

// Nothing but an access word, or a role.
inline bool isValueAlone(const Reading& value) {
    const auto& words = value.words;
    if (words[0] == "role" || words[0] == "roles")
        return words.size() <= 4 && (words.size() == 1 || !isAriaRole(words[1]));
    std::string letters = value.letters();
    if (endsWith(letters, "only")) letters.resize(letters.size() - 4);
    return isNear(letters, "public") || isNear(letters, "user") || isNear(letters, "internal");
}

inline bool isStatement(const Reading& before, const Reading& value, Separator separator) {
    if (isKey(before, separator)) return !(isRole(before.words.back()) && isAriaRole(value.words[0]));
    return separator != Separator::Weak && isValueAlone(value);
}

// A key of access and an access word, which hardly occur in a script: "access: user".
inline bool isPlainStatement(const Reading& before, const Reading& value, Separator separator) {
    return separator != Separator::Weak && isKey(before, separator) && isNearlyAccess(value.words[0]);
}

// Is the separator in an attribute, as in <p class="user">?
inline bool isInElement(std::string_view before, char32_t separator, std::string_view after) {
    const std::size_t open = before.rfind('<');
    if (open == std::string_view::npos || after.find('>') == std::string_view::npos) return false;
    const std::string_view inside = before.substr(open + 1);
    const std::size_t blank = inside.find_first_of(" \t\r\n");
    if (blank == 0 || blank == std::string_view::npos || inside.find('>') != std::string_view::npos) return false;
    return separator == U'=' || inside.find('"') != std::string_view::npos;
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
        const std::string_view before = text.substr(0, text.size() - left.size());
        const char32_t c = takeCharacter(left);
        const Separator separator = separatorAt(before, c, left);
        if (separator == Separator::None) continue;
        const Reading key(before.substr(before.size() - std::min(before.size(), around)));
        const Reading value = valueIn(left.substr(0, around));
        if (!key.words.empty() && !value.words.empty() && isOne(key, value, separator) && !isInElement(before, c, left))
            return true;
    }
    return false;
}

inline bool hasStatement(std::string_view text) { return hasSeparated(text, isStatement); }
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
    if (hasTheWord(reading) || hasStatement(comment)) return true;
    return words.size() == 1 ? isAccess(words[0]) : isPair(words[0], words[1]);
}

} // namespace portico::detail
