// SPDX-License-Identifier: Apache-2.0
// How <portico/page_access.hpp> recognizes an access statement in text, which has no effect there. Internal; plugins do not use it.
#pragma once

#include <portico/page_access_statement.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

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
    const std::string letters = reading.letters();
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

inline bool isAccessInComment(std::string_view inside) {
    return isAccessStatement(inside) || beginsAsStatement(inside) || hasStatement(inside);
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

// Comments of HTML and of other template languages: in this one they are text.
struct Marks {
    std::string_view open, close;
    bool mayBeOpen; // browsers hide everything after an unclosed <!--
};
constexpr std::array<Marks, 7> commentMarks{{{"<!--", "-->", true},
                                             {"{#", "#}", false},
                                             {"{{!", "}}", false},
                                             {"{!", "!}", false},
                                             {"{*", "*}", false},
                                             {"<%", "%>", false},
                                             {"<?", "?>", false}}};

// All literal text of a page.
class PageText {
public:
    struct Statement {
        std::size_t line = 0; // 0: none
        std::string text{};
    };

    // A piece that begins on the line on which the previous one ended continues it: between them was a tag or a comment.
    void add(std::string_view piece, std::size_t line, std::string_view end) {
        if (line > last_) text_.append(line - last_, '\n');
        text_ += piece;
        last_ = std::max(last_, line) + static_cast<std::size_t>(std::count(piece.begin(), piece.end(), '\n'));
        end_ = end;
    }

    // The first access statement.
    Statement statement() const {
        Statement found = inLines();
        for (const Marks& marks : commentMarks) {
            Statement other = inComments(marks);
            if (other.line != 0 && (found.line == 0 || other.line < found.line)) found = std::move(other);
        }
        return found;
    }

private:
    // Lines of style sheets and scripts, such as ".access:hover {", are not statements.
    Statement inLines() const {
        bool isCode = false;
        std::size_t line = 1;
        for (std::size_t begin = 0; begin <= text_.size(); ++line) {
            const std::size_t next = std::min(text_.find('\n', begin), text_.size());
            const std::string_view text = std::string_view(text_).substr(begin, next - begin);
            const bool wasCode = std::exchange(isCode, endsInCode(text, isCode));
            if (!(wasCode && isCode) && (isAccessLine(text) || isCut(text))) return {line, std::string(text)};
            begin = next + 1;
        }
        return {};
    }

    // The end of a comment is left over if a mark inside the comment ended it.
    bool isCut(std::string_view line) const {
        return !end_.empty() && line.find(end_) != std::string_view::npos && hasPlainStatement(line);
    }

    Statement inComments(const Marks& marks) const {
        const std::string_view text = text_;
        for (std::size_t at = text.find(marks.open); at != std::string_view::npos; at = text.find(marks.open, at)) {
            const std::size_t begin = at + marks.open.size(), found = text.find(marks.close, begin);
            if (found == std::string_view::npos && !marks.mayBeOpen) return {};
            const std::size_t end = std::min(found, text.size());
            if (isAccessInComment(text.substr(begin, end - begin)))
                return {lineAt(at), std::string(text.substr(at, end + marks.close.size() - at))};
            at = end;
        }
        return {};
    }

    std::size_t lineAt(std::size_t position) const {
        const auto begin = text_.begin();
        return 1 + static_cast<std::size_t>(std::count(begin, begin + static_cast<std::ptrdiff_t>(position), '\n'));
    }

    std::string text_;
    std::string end_;
    std::size_t last_ = 1; // the line on which the text ends
};

} // namespace portico::detail
