// SPDX-License-Identifier: Apache-2.0
// Who may see a page, as a comment of its template says it: "access: user". For plugins that provide portico.pages/1, so that
// every language of templates has the same words; how a comment looks is the language's. Holds nobody to it: the host does.
#pragma once

#include <portico/error.hpp>

#include <string>
#include <string_view>

namespace portico {

namespace detail {

inline std::string_view withoutBlanks(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

inline bool isAccess(std::string_view word) {
    constexpr std::string_view role = "role:";
    if (word.substr(0, role.size()) != role) return word == "public" || word == "user" || word == "internal";
    word.remove_prefix(role.size());
    return !word.empty() && word.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

} // namespace detail

class PageAccess {
public:
    // Every comment of the page, without the marks around it. Throws Error PORTICO_INVALID for one that means to say who may come in
    // but is not understood, and for a second one: they must never open a page. The caller knows file and line.
    void read(std::string_view comment) {
        const std::size_t colon = comment.find(':');
        if (colon == std::string_view::npos) return;
        const std::string_view key = detail::withoutBlanks(comment.substr(0, colon));
        const std::string_view word = detail::withoutBlanks(comment.substr(colon + 1));
        if (key == "access") return take(word);
        if (detail::isAccess(word) && key.find_first_of(" \t\r\n") == std::string_view::npos) // "acess: user"
            refuse(quoted(key) + " says nothing about a page; write access: " + std::string(word));
    }

    // "public", "user", "role:NAME", or "internal": rendered for plugins only, no address of its own. "public" if no comment
    // says anything.
    std::string word() const { return word_.empty() ? "public" : word_; }

private:
    [[noreturn]] static void refuse(const std::string& message) { throw Error(PORTICO_INVALID, message); }
    static std::string quoted(std::string_view text) { return '"' + std::string(text.substr(0, 80)) + '"'; }

    void take(std::string_view word) {
        if (!detail::isAccess(word)) refuse(quoted(word) + " is no access; write public, user, role:NAME or internal");
        if (!word_.empty()) refuse("the access of a page can be said only once");
        word_ = word;
    }

    std::string word_;
};

} // namespace portico
