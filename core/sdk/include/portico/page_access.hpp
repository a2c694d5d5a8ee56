// SPDX-License-Identifier: Apache-2.0
// The access comment of a template, such as "access: user", which declares who may see the page. For plugins that provide
// portico.pages/1, so that all template languages share the same words and the same rule. The template language defines what a
// comment is; the host enforces the declared access.
//
// The rule: a comment that mentions access must be exactly "access: WORD"; otherwise the page is broken and nobody sees it. A
// comment mentions access if it contains the letters of that word, in any case, width or look-alike alphabet, also spaced out or
// with one typo ("acess"); "accessible" and "accessory" are other words. Two kinds of comments without the word count as typos,
// too: one that consists only of an access word, alone ("user") or after a key ("guard: user"), and one with "role:NAME" in it.
//
// Text outside comments matters only in a page without an access comment. There, these break the page, too: a line that consists
// only of such a statement or begins with "access:"; an HTML comment that contains one ("<!-- access: user -->"); one before a
// stray end of a comment; a variable, section or block of the template named "access".
#pragma once

#include <portico/page_access_text.hpp>

#include <algorithm>
#include <utility>

namespace portico {

// What breaks the page, and on which line.
class PageAccessError : public Error {
public:
    PageAccessError(std::size_t line, const std::string& message) : Error(PORTICO_INVALID, message), line_(line) {}
    std::size_t line() const noexcept { return line_; }

private:
    std::size_t line_;
};

class PageAccess {
public:
    // Call this for every comment of the page, without its delimiters, with the line on which it begins. Throws PageAccessError.
    void read(std::string_view comment, std::size_t line) {
        const std::size_t colon = comment.find(':');
        const bool right =
            colon != std::string_view::npos && detail::withoutBlanks(comment.substr(0, colon)) == "access";
        if (right) return take(detail::withoutBlanks(comment.substr(colon + 1)), line);
        if (detail::mentionsAccess(comment)) refuse(line, comment);
    }

    // Call this for all literal text of the page, in order, in pieces of any size, each with the line on which it begins. `end` is
    // the mark that ends a comment: if it is left over in the text, a mark inside a comment cut it. Throws PageAccessError if the
    // text is not UTF-8.
    void readText(std::string_view text, std::size_t line, std::string_view end = {}) {
        if (text.find('\0') != std::string_view::npos)
            throw PageAccessError(line, "the file is not UTF-8 text: it contains NUL bytes, as UTF-16 does");
        readPiece(text, line, end);
        const std::string_view first = text.substr(0, text.find('\n'));
        constexpr std::size_t longest = 300; // bytes of a line that is read again with each piece
        if (line == lineOfEnd_ && before_.size() + first.size() <= longest)
            readPiece(before_ + std::string(first), line, end);
        continueLine(text, line);
    }

    // Call this for the text in each tag that is not a comment.
    void readTag(std::string_view text, std::size_t line) {
        for (std::size_t begin = 0; begin <= text.size(); ++line) {
            const std::size_t next = std::min(text.find('\n', begin), text.size());
            if (detail::isAccessStatement(text.substr(begin, next - begin)))
                note(text.substr(begin, next - begin), line);
            begin = next + 1;
        }
    }

    // Call this for the name of each variable, section or block that the page defines.
    void readName(std::string_view name, std::size_t line) {
        if (detail::isAccessName(name)) note(name, line);
    }

    // Call this after all comments and text. Returns "public", "user", "role:NAME", "internal" (the page has no address; plugins
    // show it), or an empty string if the page declares no access. Throws PageAccessError.
    std::string word() const {
        if (word_.empty() && textLine_ != 0)
            throw PageAccessError(
                textLine_, quoted(text_) + " is text, not a comment of the template, and has no effect; "
                                           "declare in a comment who may see the page, for example access: public");
        return word_;
    }

private:
    [[noreturn]] static void refuse(std::size_t line, std::string_view comment) {
        throw PageAccessError(line,
                              quoted(detail::withoutBlanks(comment)) +
                                  " looks like a misspelled access comment; write exactly access: WORD, where WORD is "
                                  "public, user, role:NAME or internal, or do not mention access here");
    }
    static std::string quoted(std::string_view text) { return '"' + std::string(text.substr(0, 80)) + '"'; }

    void take(std::string_view word, std::size_t line) {
        if (!detail::isAccess(word))
            throw PageAccessError(line,
                                  quoted(word) + " is not an access rule; write public, user, role:NAME or internal");
        if (!word_.empty()) throw PageAccessError(line, "a page can declare its access only once");
        word_ = word;
    }

    void note(std::string_view text, std::size_t line) {
        if (textLine_ != 0) return;
        textLine_ = line;
        text_ = detail::withoutBlanks(text);
    }

    void readPiece(std::string_view text, std::size_t line, std::string_view end) {
        std::size_t at = line;
        for (std::size_t begin = 0; begin <= text.size(); ++at) {
            const std::size_t next = std::min(text.find('\n', begin), text.size());
            readLine(text.substr(begin, next - begin), at, end);
            begin = next + 1;
        }
        readHtmlComments(text, line);
    }
    // Lines of style sheets and scripts, such as ".access:hover {", are not statements.
    void readLine(std::string_view text, std::size_t line, std::string_view end) {
        const bool wasCode = std::exchange(isCode_, detail::endsInCode(text, isCode_));
        if (wasCode && isCode_) return;
        const bool isCut = !end.empty() && text.find(end) != std::string_view::npos;
        if (detail::isAccessLine(text) || (isCut && detail::hasStatement(text))) note(text, line);
    }
    void readHtmlComments(std::string_view text, std::size_t line) {
        constexpr std::string_view mark = "<!--";
        std::size_t counted = 0;
        for (std::size_t open = text.find(mark); open != std::string_view::npos; open = text.find(mark, open + 1)) {
            const auto from = text.begin() + static_cast<std::ptrdiff_t>(counted);
            line += static_cast<std::size_t>(std::count(from, text.begin() + static_cast<std::ptrdiff_t>(open), '\n'));
            counted = open;
            const std::size_t begin = open + mark.size();
            const std::size_t size = std::min(text.find("-->", begin), text.size()) - begin;
            if (detail::isAccessHtmlComment(text.substr(begin, size))) return note(text.substr(open, size + 7), line);
            open = begin + size - 1; // a mark inside the comment does not open another one
        }
    }

    // A tag of the template may stand between two pieces of one line.
    void continueLine(std::string_view text, std::size_t line) {
        const std::size_t last = text.rfind('\n');
        if (last != std::string_view::npos || line != lineOfEnd_) before_.clear();
        before_ += text.substr(last == std::string_view::npos ? 0 : last + 1);
        lineOfEnd_ = line + static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    }

    std::string word_;
    bool isCode_ = false; // in an element "style" or "script"
    std::string before_;  // the text read so far of line `lineOfEnd_`
    std::size_t lineOfEnd_ = 0;
    std::string text_; // the first access statement outside comments
    std::size_t textLine_ = 0;
};

// Does the file contain a comment between these marks that restricts a page, or is meant to? For files beside the pages, which are
// served to everyone as they are.
inline bool hasClosingComment(std::string_view text, std::string_view open, std::string_view close) {
    for (std::size_t at = text.find(open); at != std::string_view::npos; at = text.find(open, at + open.size())) {
        const std::string_view inside = text.substr(at + open.size());
        try {
            PageAccess access;
            access.read(inside.substr(0, inside.find(close)), 1);
            if (const std::string word = access.word(); !word.empty() && word != "public") return true;
        } catch (const PageAccessError&) {
            return true;
        }
    }
    return false;
}

// May a page with access `page` include, extend or import a template with access `part`? The host enforces only the access of the
// page, not that of its parts.
inline bool mayShow(std::string_view page, std::string_view part) {
    return part.empty() || part == "public" || part == "internal" || part == page;
}

} // namespace portico
