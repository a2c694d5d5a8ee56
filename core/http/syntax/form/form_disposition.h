// SPDX-License-Identifier: Apache-2.0
// The Content-Disposition of a part of a form (RFC 7578 section 4.2): its field and its file name. Parsed as browsers write it
// (HTML standard, multipart/form-data): their encoding (%22 for a quote) is kept; \" from other programs means a quote, and any
// other backslash means itself. RFC 7578 forbids "filename*", but .NET and older Python send it, also for field names: it is
// accepted and precedes the plain form (RFC 6266 section 4.3).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace portico::http::syntax {

struct FormDisposition {
    std::string name;
    // As sent, perhaps a path; never use it as one. Empty: a file field without a file.
    std::optional<std::string> filename;
};

// Nothing unless it is form-data with a name and at most one file name, both UTF-8 without control characters. If "filename*" is
// unreadable, "filename" is used; without one the part is malformed, as is a name in pieces ("filename*0"): a file never becomes
// a text field.
std::optional<FormDisposition> parseFormDisposition(std::string_view value);

} // namespace portico::http::syntax
