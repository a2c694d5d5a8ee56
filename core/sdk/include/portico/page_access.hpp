// SPDX-License-Identifier: Apache-2.0
// Who may see a page, as a comment of its template says it: "access: user". For plugins that provide portico.pages/1, so that
// every language of templates has the same words and the same rule. What a comment looks like is the language's; the host
// enforces what the page says.
//
// The rule: a comment that mentions access is exactly "access: WORD", or the page is broken and shown to nobody. It mentions
// access if it has the letters of that word in it, in any case, width or alphabet that looks the same, apart, or with one slip
// ("acess"); "accessible" and "accessory" are other words. Two kinds of comments without the word are slips as well: one that is
// nothing but an access, alone ("user") or behind a key ("guard: user"), and one with "role:NAME" in it.
//
// Text outside of comments counts only in a page whose comments say nothing: there, a line or an HTML comment with nothing in it
// but such a statement ("<!-- access: user -->", front matter) breaks the page, too.
#pragma once

#include <portico/page_access_words.hpp>

namespace portico {

// What breaks the page, and in which line.
class PageAccessError : public Error {
public:
    PageAccessError(std::size_t line, const std::string& message) : Error(PORTICO_INVALID, message), line_(line) {}
    std::size_t line() const noexcept { return line_; }

private:
    std::size_t line_;
};

class PageAccess {
public:
    // Every comment of the page, without the marks around it, and the line that it begins in. Throws PageAccessError.
    void read(std::string_view comment, std::size_t line) {
        const std::size_t colon = comment.find(':');
        const bool right =
            colon != std::string_view::npos && detail::withoutBlanks(comment.substr(0, colon)) == "access";
        if (right) return take(detail::withoutBlanks(comment.substr(colon + 1)), line);
        if (detail::mentionsAccess(comment)) refuse(line, comment);
    }

    // Everything else of the page that is shown as it stands, in pieces of any size, and the line that each begins in.
    void readText(std::string_view text, std::size_t line) {
        if (text.find('\0') != std::string_view::npos)
            throw PageAccessError(line, "the file is not UTF-8 text: it has bytes that are 0, as UTF-16 does");
        forEachPart(text, line, [&](std::string_view part, std::size_t at) {
            if (textLine_ != 0 || !detail::isAccessStatement(part)) return;
            textLine_ = at;
            text_ = detail::withoutBlanks(part);
        });
    }

    // After the last comment and text: "public", "user", "role:NAME", "internal" (no address of its own: plugins show it), or
    // nothing if the page does not say. Throws PageAccessError.
    std::string word() const {
        if (word_.empty() && textLine_ != 0)
            throw PageAccessError(textLine_, quoted(text_) +
                                                 " is text, not a comment of the template, and decides nothing; "
                                                 "say in a comment who may see the page, for example access: public");
        return word_;
    }

private:
    [[noreturn]] static void refuse(std::size_t line, std::string_view comment) {
        throw PageAccessError(line,
                              quoted(detail::withoutBlanks(comment)) +
                                  " looks as if it should say who may see the page; write exactly access: WORD with "
                                  "public, user, role:NAME or internal, or do not mention access here");
    }
    static std::string quoted(std::string_view text) { return '"' + std::string(text.substr(0, 80)) + '"'; }

    void take(std::string_view word, std::size_t line) {
        if (!detail::isAccess(word))
            throw PageAccessError(line, quoted(word) + " is no access; write public, user, role:NAME or internal");
        if (!word_.empty()) throw PageAccessError(line, "the access of a page can be said only once");
        word_ = word;
    }

    // Each line, and what is in each HTML comment.
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
    std::string text_; // a statement outside of comments
    std::size_t textLine_ = 0;
};

// May a page that says `page` include, extend or import a template that says `part`? The host holds visitors to what the page
// says, never to what its parts say.
inline bool mayShow(std::string_view page, std::string_view part) {
    return part.empty() || part == "public" || part == "internal" || part == page;
}

} // namespace portico
