// SPDX-License-Identifier: Apache-2.0
// Names and values of header fields.
#include "http/syntax/message/header_field.h"

#include "base/byte_set.h"
#include "http/syntax/message/find_control.h"

#include <algorithm>

namespace portico::http::syntax {

namespace {

constexpr base::ByteSet tokenBytes = base::alphanumericBytes.with("!#$%&'*+-.^_`|~");
constexpr base::ByteSet valueBytes = base::ByteSet().with("\t").withRange(0x20, 0x7e).withRange(0x80, 0xff);
constexpr base::ByteSet quotedBytes = valueBytes.without("\"\\");

constexpr bool isSpace(char c) noexcept { return c == ' ' || c == '\t'; }

constexpr char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// The first byte that a value must not contain.
std::size_t endOfValue(std::string_view text) noexcept {
    std::size_t at = findControl(text);
    while (at < text.size() && text[at] == '\t') at = findControl(text, at + 1);
    return at;
}

// The end of the element: the next comma outside quotes, or the end of the list.
std::size_t endOfElement(std::string_view list) noexcept {
    bool quoted = false;
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (list[i] == ',' && !quoted) return i;
        if (list[i] == '"') quoted = !quoted;
        if (list[i] == '\\' && quoted) ++i;
    }
    return list.size();
}

} // namespace

bool isToken(std::string_view text) noexcept { return !text.empty() && tokenBytes.hasAll(text); }

bool isFieldValue(std::string_view text) noexcept { return endOfValue(text) == text.size(); }

bool equalsIgnoreCase(std::string_view a, std::string_view b) noexcept {
    return a.size() == b.size() &&
           std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string inLowerCase(std::string_view text) {
    std::string all(text);
    std::transform(all.begin(), all.end(), all.begin(), lower);
    return all;
}

std::string_view trimmed(std::string_view text) noexcept {
    while (!text.empty() && isSpace(text.front())) text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back())) text.remove_suffix(1);
    return text;
}

std::optional<Field> takeFieldLine(std::string_view& rest) noexcept {
    const std::size_t end = endOfValue(rest);
    if (rest.size() - end < 2 || rest[end] != '\r' || rest[end + 1] != '\n') return std::nullopt;
    const char* const name = rest.data();
    const char* const colon = std::find_if_not(name, name + end, [](char c) { return tokenBytes.has(c); });
    if (colon == name || *colon != ':') return std::nullopt; // at the end of the line, *colon is the CR
    const char* first = colon + 1;
    const char* last = name + end;
    while (first != last && isSpace(*first)) ++first;
    while (first != last && isSpace(last[-1])) --last;
    rest.remove_prefix(end + 2);
    return Field{{name, colon}, {first, last}};
}

std::string_view takeToken(std::string_view& rest) noexcept {
    std::size_t length = 0;
    while (length < rest.size() && tokenBytes.has(rest[length])) ++length;
    const std::string_view token = rest.substr(0, length);
    rest.remove_prefix(length);
    return token;
}

std::optional<std::string_view> takeQuoted(std::string_view& rest) noexcept {
    if (!rest.starts_with('"')) return std::nullopt;
    const std::size_t end = rest.find('"', 1);
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view inside = rest.substr(1, end - 1);
    if (!quotedBytes.hasAll(inside)) return std::nullopt;
    rest.remove_prefix(end + 1);
    return inside;
}

std::optional<std::string_view> nextElement(std::string_view& list) noexcept {
    while (!list.empty()) {
        const std::size_t end = endOfElement(list);
        const std::string_view element = trimmed(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
        if (!element.empty()) return element;
    }
    return std::nullopt;
}

bool listHas(std::string_view list, std::string_view token) noexcept {
    while (const auto element = nextElement(list))
        if (equalsIgnoreCase(*element, token)) return true;
    return false;
}

} // namespace portico::http::syntax
