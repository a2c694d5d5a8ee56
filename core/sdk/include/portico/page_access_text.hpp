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

// "page_access: user", "access level = user": a short key with the word "access", and nothing but an access word.
inline bool isAboutAccess(const Statement& one) {
    const auto& words = one.key.words;
    if (one.separator != Separator::Colon || words.size() > 3) return false;
    const bool isOne = isNear(words.front(), "access") || endsWith(one.key.letters(), "access");
    return isOne && (isRole(words.back()) || isValueAlone(one.value));
}

// A line of text, also "access user". A line with an HTML element is meant to be shown.
inline bool isAccessLine(std::string_view line) {
    if (hasElement(line)) return false;
    return beginsAsStatement(line) || beginsNearly(Reading(line).letters(), "access", isAccessAlone) ||
           hasSeparated(line, isAboutAccess);
}

// The text without the content of "style" and "script" elements, where ".access:hover {" is no statement. An element begins at the
// last tag before its end: a tag that is never closed begins none.
inline std::string withoutCode(std::string text) {
    std::string lower = text;
    for (char& c : lower) c = isBetween(static_cast<unsigned char>(c), 'A', 'Z') ? static_cast<char>(c + 32) : c;
    for (const std::string name : {"style", "script"}) {
        std::size_t done = 0;
        for (std::size_t end = lower.find("</" + name); end != std::string::npos;
             end = lower.find("</" + name, end + 1)) {
            const std::size_t begin = std::string_view(lower).substr(done, end - done).rfind("<" + name);
            if (begin != std::string_view::npos)
                for (std::size_t at = done + begin; at < end; ++at)
                    if (text[at] != '\n') text[at] = ' ';
            done = end;
        }
    }
    return text;
}

// Comments of HTML and of other template languages: in this one they are text.
struct Marks {
    std::string_view open, close;
    bool isOfHtml; // browsers hide everything after an unclosed <!--

    // Ordinary comments of HTML are frequent: only keys of access count.
    bool areAbout(std::string_view inside) const { return isOfHtml ? hasKeyStatement(inside) : hasStatement(inside); }
};
constexpr std::array<Marks, 13> commentMarks{{{"<!--", "-->", true},
                                              {"{#", "#}", false},
                                              {"{{!", "}}", false},
                                              {"{!", "!}", false},
                                              {"{*", "*}", false},
                                              {"{%", "%}", false},
                                              {"{% comment", "{% endcomment", false},
                                              {"<%", "%>", false},
                                              {"<?", "?>", false},
                                              {"<#--", "-->", false},
                                              {"@*", "*@", false},
                                              {"#*", "*#", false},
                                              {"##", "\n", false}}};

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
        const std::string all = withoutCode(text_);
        std::size_t line = 1;
        for (std::size_t begin = 0; begin <= all.size(); ++line) {
            const std::size_t next = std::min(all.find('\n', begin), all.size());
            const std::string_view text = std::string_view(all).substr(begin, next - begin);
            if (isAccessLine(text) || isCut(text)) return {line, std::string(text)};
            begin = next + 1;
        }
        return {};
    }

    // The end of a comment is left over if a mark inside the comment ended it.
    bool isCut(std::string_view line) const {
        return !end_.empty() && line.find(end_) != std::string_view::npos && hasPlainStatement(line);
    }

    Statement inComments(const Marks& marks) const {
        const std::string all = text_ + '\n'; // ends a comment in the last line
        const std::string_view text = all;
        for (std::size_t at = text.find(marks.open); at != std::string_view::npos; at = text.find(marks.open, at)) {
            const std::size_t begin = at + marks.open.size(), found = text.find(marks.close, begin);
            if (found == std::string_view::npos && !marks.isOfHtml) return {};
            const std::size_t end = std::min(found, text.size());
            const std::string_view inside = text.substr(begin, end - begin);
            if (isAccessLine(inside) || beginsAsStatement(inside) || marks.areAbout(inside))
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
