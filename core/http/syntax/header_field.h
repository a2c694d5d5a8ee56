// SPDX-License-Identifier: Apache-2.0
// Names and values of header fields (RFC 9110 section 5): what may be sent, how names compare, and how lists are cut. It knows
// no field by name. Used by the answer, which lets nothing through that could split a response, and by the parsers beside it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace portico::http::syntax {

struct Field {
    std::string_view name, value; // the value without the spaces around it
};

// At least one byte, each of them a tchar: a field name, a method, a parameter's name.
bool isToken(std::string_view text) noexcept;

// No control but the tab: in particular no CR, LF and NUL. May be empty.
bool isFieldValue(std::string_view text) noexcept;

// ASCII letters in either case; every other byte as it is.
bool equalsIgnoreCase(std::string_view a, std::string_view b) noexcept;

// ASCII letters only, too.
std::string inLowerCase(std::string_view text);

// Without the spaces and tabs at both ends.
std::string_view trimmed(std::string_view text) noexcept;

// Cuts a line "Name: value" with its CRLF off the front of `rest`. Nothing if the name is no token or its colon does not follow at
// once (a space there, or in front of a folded line, is read differently by others), if the value is none, or without a CRLF.
std::optional<Field> takeFieldLine(std::string_view& rest) noexcept;

// Cuts the longest token, which may be empty, off the front of `rest`.
std::string_view takeToken(std::string_view& rest) noexcept;

// Cuts a quoted string off the front and returns what is between the quotes. Nothing if there is none, if it does not end, or if
// it holds a backslash: escapes are for free text, and no field that we read has any.
std::optional<std::string_view> takeQuoted(std::string_view& rest) noexcept;

// Cuts the next element off a comma-separated list, trimmed; commas within quotes do not count, empty elements are passed over.
// Nothing at the end of the list.
std::optional<std::string_view> nextElement(std::string_view& list) noexcept;

// Is `token` an element of the list, in any case? ("Connection: keep-alive, Upgrade")
bool listHas(std::string_view list, std::string_view token) noexcept;

} // namespace portico::http::syntax
