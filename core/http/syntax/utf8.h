// SPDX-License-Identifier: Apache-2.0
// Well-formed UTF-8 (RFC 3629): shortest form, no surrogates, nothing above U+10FFFF. Two spellings of one character are two
// ways past a check, so everything else is refused where text is taken in.
#pragma once

#include <cstddef>
#include <string_view>

namespace portico::http::syntax {

// The bytes (1 to 4) of the character that `text` begins with; 0 if it begins with none.
std::size_t utf8Length(std::string_view text) noexcept;

bool isUtf8(std::string_view text) noexcept;

// Holds C0 controls, DEL or the C1 controls U+0080 to U+009F. Of text that is UTF-8.
bool hasControl(std::string_view text) noexcept;

} // namespace portico::http::syntax
