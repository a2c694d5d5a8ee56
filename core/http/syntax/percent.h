// SPDX-License-Identifier: Apache-2.0
// Percent-encoding (RFC 3986 section 2.1), one byte at a time. Who decodes decides what the byte may be; nothing here decodes
// twice. Used by the parsers of path and form, and for links that carry a place to come back to.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace portico::http::syntax {

// The byte that the "%XX" at the beginning of `text` stands for; nothing for "%", "%x" and "%zz".
std::optional<char> percentByte(std::string_view text) noexcept;

// Everything but letters, digits and "-._~" encoded: fits a path segment, a query's name or value, and a form.
std::string percentEncode(std::string_view text);

} // namespace portico::http::syntax
