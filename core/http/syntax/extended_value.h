// SPDX-License-Identifier: Apache-2.0
// The value of a parameter whose name ends in "*" (RFC 8187): charset'language'text, percent-encoded. Used by form_disposition.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace portico::http::syntax {

// The text in UTF-8. Charsets are UTF-8 and ISO-8859-1; the language is not looked at. Characters that need no encoding in a URL but
// do here, such as "(" and "'", are taken as they are: JavaScript's encodeURIComponent leaves them. Nothing for another charset, a
// malformed value, or text with controls.
std::optional<std::string> parseExtendedValue(std::string_view value);

} // namespace portico::http::syntax
