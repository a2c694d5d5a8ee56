// SPDX-License-Identifier: Apache-2.0
// Percent-encoding (RFC 3986 section 2.1), one byte at a time. The caller decides which decoded bytes are valid; nothing is
// decoded twice. Used by the parsers of paths and forms, and for links that carry a return target.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace portico::base {

// The byte encoded by the "%XX" at the beginning of `text`; nothing for "%", "%x" and "%zz".
std::optional<char> percentByte(std::string_view text) noexcept;

// Encodes everything but letters, digits and "-._~": suitable for a path segment, a query and a form.
std::string percentEncode(std::string_view text);

} // namespace portico::base
