// SPDX-License-Identifier: Apache-2.0
// Well-formed UTF-8 (RFC 3629): shortest form, no surrogates, nothing above U+10FFFF. A second spelling of a character could
// bypass a check, so everything else is refused where text is accepted. libunistring decides.
#pragma once

#include <cstddef>
#include <string_view>

namespace portico::base {

// The number of bytes before the first that is not well-formed UTF-8.
std::size_t utf8Prefix(std::string_view text) noexcept;

inline bool isUtf8(std::string_view text) noexcept { return utf8Prefix(text) == text.size(); }

// The length (1 to 4 bytes) of the first character of `text`; 0 if `text` does not begin with a valid one.
std::size_t utf8Length(std::string_view text) noexcept;

// True if the UTF-8 text contains C0 controls, DEL or the C1 controls U+0080 to U+009F.
bool hasControl(std::string_view text) noexcept;

} // namespace portico::base
