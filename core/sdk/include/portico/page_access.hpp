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
// Text outside of comments counts only in a page whose comments say nothing. There these break the page, too: a line with nothing
// in it but such a statement, or that begins with "access:"; an HTML comment that has one in it ("<!-- access: user -->"); one in
// front of a stray end of a comment; a variable, section or block of the template that is called "access".
#pragma once

#include <portico/page_access_words.hpp>

#include <algorithm>

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

    // Everything else of the page that is shown as it stands, in its order, in pieces of any size, and the line that each begins
    // in. `end` is the mark at the end of comments: where it is left over, a comment was cut by a mark inside of it.
    void readText(std::string_view text, std::size_t line, std::string_view end = {}) {
        if (text.find('\0') != std::string_view::npos)
            throw PageAccessError(line, "the file is not UTF-8 text: it has bytes that are 0, as UTF-16 does");
        readPiece(text, line, end);
        const std::string_view first = text.substr(0, text.find('\n'));
        constexpr std::size_t longest = 300; // of a line that is read again with each piece
        if (line == lineOfEnd_ && before_.size() + first.size() <= longest)
            readPiece(before_ + std::string(first), line, end);
        goOn(text, line);
    }

    // The text in a tag of the template that is no comment.
    void readTag(std::string_view text, std::size_t line) {
        if (detail::isAccessStatement(text)) note(text, line);
    }

    // The name of a variable, section or block that the page makes.
    void readName(std::string_view name, std::size_t line) {
        if (detail::isAccessName(name)) note(name, line);
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
    void readLine(std::string_view text, std::size_t line, std::string_view end) {
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
            open = begin + size - 1; // what opens inside of it is of it
        }
    }

    // A tag of the template may stand between two pieces of one line.
    void goOn(std::string_view text, std::size_t line) {
        const std::size_t last = text.rfind('\n');
        if (last != std::string_view::npos || line != lineOfEnd_) before_.clear();
        before_ += text.substr(last == std::string_view::npos ? 0 : last + 1);
        lineOfEnd_ = line + static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    }

    std::string word_;
    std::string before_; // what was read of the line `lineOfEnd_`
    std::size_t lineOfEnd_ = 0;
    std::string text_; // a statement outside of comments
    std::size_t textLine_ = 0;
};

// Has a file a comment between these marks that would close a page, or was meant to? For files beside the pages, which are served to
// everybody as they are.
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

// May a page that says `page` include, extend or import a template that says `part`? The host holds visitors to what the page
// says, never to what its parts say.
inline bool mayShow(std::string_view page, std::string_view part) {
    return part.empty() || part == "public" || part == "internal" || part == page;
}

} // namespace portico
