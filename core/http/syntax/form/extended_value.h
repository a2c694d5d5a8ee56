// SPDX-License-Identifier: Apache-2.0
// The value of a parameter whose name ends in "*" (RFC 8187): charset'language'text, percent-encoded. Used by form_disposition.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace portico::http::syntax {

// Returns the text in UTF-8. The charset must be UTF-8 or ISO-8859-1; the language is ignored. Characters that must be encoded
// here but not in URLs, such as "(" and "'", are accepted, because JavaScript's encodeURIComponent leaves them. Nothing for
// another charset, a malformed value, or text with control characters.
std::optional<std::string> parseExtendedValue(std::string_view value);

} // namespace portico::http::syntax
