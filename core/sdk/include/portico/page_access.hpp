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
// Text outside comments matters only in a page without an access comment: there, a line or an HTML comment that consists only of
// such a statement ("<!-- access: user -->", front matter) breaks the page, too.
#pragma once

#include <portico/page_access_words.hpp>

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

    // Call this for all literal text of the page, in pieces of any size, each with the line on which it begins. Throws
    // PageAccessError if the text is not UTF-8.
    void readText(std::string_view text, std::size_t line) {
        if (text.find('\0') != std::string_view::npos)
            throw PageAccessError(line, "the file is not UTF-8 text: it contains NUL bytes, as UTF-16 does");
        forEachPart(text, line, [&](std::string_view part, std::size_t at) {
            if (textLine_ != 0 || !detail::isAccessStatement(part)) return;
            textLine_ = at;
            text_ = detail::withoutBlanks(part);
        });
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

    // Calls `part` for each line and for the content of each HTML comment.
    template <class Part>
    static void forEachPart(std::string_view text, std::size_t line, const Part& part) {
        for (std::size_t begin = 0; begin <= text.size(); ++line) {
            const std::size_t end = std::min(text.find('\n', begin), text.size());
            const std::string_view whole = text.substr(begin, end - begin);
            part(whole, line);
            for (std::size_t open = whole.find("<!--"); open != std::string_view::npos;
                 open = whole.find("<!--", open + 4)) {
                const std::string_view inside = whole.substr(open + 4);
                part(inside.substr(0, inside.find("-->")), line);
            }
            begin = end + 1;
        }
    }

    std::string word_;
    std::string text_; // the first access statement outside comments
    std::size_t textLine_ = 0;
};

// May a page with access `page` include, extend or import a template with access `part`? The host enforces only the access of the
// page, not that of its parts.
inline bool mayShow(std::string_view page, std::string_view part) {
    return part.empty() || part == "public" || part == "internal" || part == page;
}

} // namespace portico
