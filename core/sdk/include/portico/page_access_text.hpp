// SPDX-License-Identifier: Apache-2.0
// How <portico/page_access.hpp> recognizes an access statement in text, which has no effect there. Internal; plugins do not use it.
#pragma once

#include <portico/page_access_words.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace portico::detail {

// "<b>", "</b>": text with HTML elements is meant to be shown.
inline bool hasElement(std::string_view text) {
    for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
        const char next = at + 1 < text.size() ? text[at + 1] : '\0';
        if (next == '/' || (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z')) return true;
    }
    return false;
}

// A few words that begin with roughly "access" and contain an access word, or have a second word after a sign. Single letters
// at either end may be comment delimiters and are ignored.
inline bool isAccessStatement(std::string_view text) {
    constexpr std::size_t longest = 200;
    if (withoutBlanks(text).size() > longest || hasElement(text)) return false;
    Reading reading(text);
    auto& words = reading.words;
    while (words.size() > 2 && words.back().size() == 1) words.pop_back();
    if (words.size() > 2 && words.front().size() == 1) {
        words.erase(words.begin());
        reading.isSigned = true;
    }
    if (words.empty() || words.size() > 5) return false;
    std::string letters;
    for (const std::string& word : words) letters += word;
    if (isKeyAndValue(letters)) return true;
    if (words.size() == 1 || isOtherWord(words[0])) return false;
    const bool hasWord = std::any_of(words.begin() + 1, words.end(), isNearlyAccess);
    if (isNear(words[0], "access") || beginsWithTheWord(letters))
        return hasWord || (words.size() == 2 && reading.isSigned);
    return words.size() == 2 && hasWord && slips(words[0], "access") <= 2;
}

// "access:" with any text after it and any signs before it.
inline bool beginsAsStatement(std::string_view text) {
    constexpr std::size_t longest = 8;
    std::string letters;
    while (!text.empty() && letters.size() <= longest) {
        const char32_t c = takeCharacter(text);
        if (isColon(c) && !letters.empty()) return isNear(letters, "access");
        if (const char letter = folded(c); letter != '\0' && letter != ' ' && letter != ':') letters += letter;
    }
    return false;
}

// A line of text. A line with an HTML element is meant to be shown.
inline bool isAccessLine(std::string_view line) {
    return isAccessStatement(line) || (!hasElement(line) && beginsAsStatement(line));
}

// Browsers do not show HTML comments.
inline bool isAccessHtmlComment(std::string_view inside) {
    return isAccessStatement(inside) || beginsAsStatement(inside) || hasStatement(inside) || namesRole(inside);
}

// True if the line ends inside a "style" or "script" element. `isCode`: the line begins inside one.
inline bool endsInCode(std::string_view line, bool isCode) {
    std::string lower(line);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    std::size_t latest = 0;
    const auto look = [&](const char* tag, bool opens) {
        const std::size_t at = lower.rfind(tag);
        if (at == std::string::npos || at + 1 < latest) return;
        latest = at + 1;
        isCode = opens;
    };
    look("<style", true), look("<script", true), look("</style", false), look("</script", false);
    return isCode;
}

} // namespace portico::detail
