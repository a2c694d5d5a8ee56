// SPDX-License-Identifier: Apache-2.0
// Names and values of header fields (RFC 9110 section 5): valid bytes, comparison of names, and splitting of lists. Knows no
// field by name. Used by the answer, which refuses fields that could split a response, and by all parsers of headers.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace portico::http::syntax {

struct Field {
    std::string_view name, value; // the value without surrounding spaces
};

// At least one byte, all of them tchar: a field name, a method or a parameter name.
bool isToken(std::string_view text) noexcept;

// No control character except the tab; in particular no CR, LF or NUL. May be empty.
bool isFieldValue(std::string_view text) noexcept;

// Ignores the case of ASCII letters; compares other bytes exactly.
bool equalsIgnoreCase(std::string_view a, std::string_view b) noexcept;

// Changes ASCII letters only.
std::string inLowerCase(std::string_view text);

// Without spaces and tabs at both ends.
std::string_view trimmed(std::string_view text) noexcept;

// Removes a line "Name: value" with its CRLF from the front of `rest`. Nothing if the name is not a token, the colon does not
// follow it immediately (servers interpret a space there, or a folded line, differently), the value is invalid, or the CRLF is
// missing.
std::optional<Field> takeFieldLine(std::string_view& rest) noexcept;

// Removes the longest token, which may be empty, from the front of `rest`.
std::string_view takeToken(std::string_view& rest) noexcept;

// Removes a quoted string from the front and returns the text between the quotes. Nothing if there is none, it does not end, or
// it contains a backslash: escapes are for free text, which no field read here contains.
std::optional<std::string_view> takeQuoted(std::string_view& rest) noexcept;

// Removes the next element, trimmed, from a comma-separated list; ignores commas within quotes and empty elements. Nothing at the
// end of the list.
std::optional<std::string_view> nextElement(std::string_view& list) noexcept;

// True if `token` is an element of the list, ignoring case ("Connection: keep-alive, Upgrade").
bool listHas(std::string_view list, std::string_view token) noexcept;

} // namespace portico::http::syntax
