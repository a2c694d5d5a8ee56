// SPDX-License-Identifier: Apache-2.0
// Reads the access comment of a template.
#include "access.h"

#include <algorithm>
#include <stdexcept>

namespace pages_mustache {

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

std::string quoted(std::string_view text) { return '"' + std::string(text.substr(0, 80)) + '"'; }

} // namespace

std::optional<std::string> accessOf(std::string_view comment) {
    const std::size_t colon = comment.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const std::string_view key = trimmed(comment.substr(0, colon));
    const std::string_view word = trimmed(comment.substr(colon + 1));
    if (key == "access" && isAccess(word)) return std::string(word);
    if (key == "access")
        throw std::invalid_argument(quoted(word) + " is no access; write public, user, role:NAME or internal");
    if (isAccess(word) && key.find_first_of(blanks) == std::string_view::npos) // a slip such as "acess: user"
        throw std::invalid_argument(quoted(key) +
                                    " is no word that this comment may begin with; write access: " + std::string(word));
    return std::nullopt;
}

} // namespace pages_mustache
