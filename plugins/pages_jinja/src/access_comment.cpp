// SPDX-License-Identifier: Apache-2.0
// Reads the access comment of a template.
#include "access_comment.h"

#include "template_error.h"

namespace pages_jinja {

namespace {

constexpr std::string_view blanks = " \t\r\n";

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

bool isRole(std::string_view name) {
    return !name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

bool isAccess(std::string_view word) {
    return word == "public" || word == "user" || word == "internal" ||
           (word.substr(0, 5) == "role:" && isRole(word.substr(5)));
}

[[noreturn]] void refuse(const Template& page, const Comment& comment, const std::string& message) {
    throw TemplateError(ErrorKind::Syntax, page.name, comment.line, message);
}

// What one comment says; empty if it is about something else.
std::string accessIn(const Template& page, const Comment& comment) {
    const std::size_t colon = comment.text.find(':');
    if (colon == std::string_view::npos) return {};
    const std::string key(trimmed(comment.text.substr(0, colon)));
    const std::string word(trimmed(comment.text.substr(colon + 1)));
    if (key == "access" && isAccess(word)) return word;
    if (key == "access")
        refuse(page, comment, "\"" + word + "\" is no access; write public, user, role:NAME or internal");
    const bool isFirst = &comment == &page.comments.front();
    if (isFirst && isAccess(word) && key.find_first_of(blanks) == std::string::npos) // a slip such as "acess: user"
        refuse(page, comment, "the first comment begins with \"" + key + "\"; write access: " + word);
    return {};
}

} // namespace

std::string accessOf(const Template& page) {
    std::string access;
    for (const Comment& comment : page.comments) {
        const std::string said = accessIn(page, comment);
        if (!said.empty() && !access.empty()) refuse(page, comment, "the access of a page can be said only once");
        if (!said.empty()) access = said;
    }
    return access.empty() ? "public" : access;
}

} // namespace pages_jinja
