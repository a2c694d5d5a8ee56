// SPDX-License-Identifier: Apache-2.0
// The access comment of a template, such as "access: user", which declares who may see the page. For plugins that provide
// portico.pages/1, so that all template languages share the same words and the same rule. The template language defines what a
// comment is; the host enforces the declared access.
//
// The rule: a comment that mentions access is exactly "access: WORD", or the page is broken and nobody sees it. A comment mentions
// access in one of three ways, in any case, width or look-alike alphabet:
//   - It contains the word "access", also spaced out or with one typo ("acess"); "accessible" and "accessory" are other words.
//   - It contains a statement: a key of access with any value ("roles: admin, editor"), or any key with an access word ("who:
//     user"). A key of access with the name of a WAI-ARIA role ("role: navigation") is none. See page_access_statement.hpp.
//   - It is nothing but an access word ("user").
//
// Text outside comments matters only in a page without an access comment. There, these break the page, too: a line that consists
// only of a statement about "access" or begins with "access:"; a comment of HTML or of another template language that contains a
// statement ("<!-- role: admin -->"), and likewise a tag; one about "access" before a stray end of a comment; a name "access"
// that the template binds, or a section of that name.
//
// Example, a template language whose comments are lines that begin with a hash:
//
//     std::string accessOf(std::string_view page) {
//         portico::PageAccess access;
//         for (std::size_t line = 1; !page.empty(); ++line) {
//             const std::string_view text = page.substr(0, page.find('\n'));
//             if (text.substr(0, 1) == "#") access.read(text.substr(1), line);
//             else access.readText(text, line);
//             page.remove_prefix(std::min(page.size(), text.size() + 1));
//         }
//         return access.word(); // empty: pages.default_access applies
//     }
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

    // Call this for all literal text of the page, in order, in pieces of any size, each with the line on which it begins. `end`
    // is the mark that ends a comment: if it remains in the text, a mark inside a comment ended the comment early. Throws
    // PageAccessError if the text is not UTF-8.
    void readText(std::string_view text, std::size_t line, std::string_view end = {}) {
        if (text.find('\0') != std::string_view::npos)
            throw PageAccessError(line, "the file is not UTF-8 text: it contains NUL bytes, as UTF-16 does");
        text_.add(text, line, end);
    }

    // Call this for the text in each tag that is not a comment.
    void readTag(std::string_view text, std::size_t line) {
        for (std::size_t begin = 0; begin <= text.size(); ++line) {
            const std::size_t next = std::min(text.find('\n', begin), text.size());
            const std::string_view part = text.substr(begin, next - begin);
            if (detail::isAccessLine(part) || detail::hasStatement(part)) note(part, line);
            begin = next + 1;
        }
    }

    // Call this for each name that the page gives a value: of a variable, parameter, macro, imported template, section or block.
    void readName(std::string_view name, std::size_t line) {
        if (detail::isAccessName(name)) note(name, line);
    }

    // Call this after all comments and text. Returns "public", "user", "role:NAME", "internal" (the page has no address; plugins
    // show it), or an empty string if the page declares no access. Throws PageAccessError.
    std::string word() const {
        if (!word_.empty()) return word_;
        if (noted_.line != 0) refuseText(noted_);
        if (const auto found = text_.statement(); found.line != 0) refuseText(found);
        return {};
    }

private:
    [[noreturn]] static void refuse(std::size_t line, std::string_view comment) {
        throw PageAccessError(line,
                              quoted(detail::withoutBlanks(comment)) +
                                  " looks like a misspelled access comment; write exactly access: WORD, where WORD is "
                                  "public, user, role:NAME or internal, or do not mention access here");
    }
    [[noreturn]] static void refuseText(const detail::PageText::Statement& found) {
        throw PageAccessError(found.line, quoted(detail::withoutBlanks(found.text)) +
                                              " is text, not a comment of the template, and has no effect; "
                                              "declare in a comment who may see the page, for example access: public");
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
        if (noted_.line == 0) noted_ = {line, std::string(text)};
    }

    std::string word_;
    detail::PageText text_;
    detail::PageText::Statement noted_; // the first in a tag
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
