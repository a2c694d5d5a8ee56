// SPDX-License-Identifier: Apache-2.0
// The Content-Disposition of a part of a form (RFC 7578 section 4.2): which field it is, and of which file. As browsers write it (HTML
// standard, multipart/form-data): what they encode (%22 for a quote) stays as it is; \" of other programs is a quote, and any other
// backslash itself. RFC 7578 forbids "filename*", but .NET and older Python send it, for the name of a field too: it counts, and
// before the plain one (RFC 6266 section 4.3).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace portico::http::syntax {

struct FormDisposition {
    std::string name;
    std::optional<std::string>
        filename; // as sent, a path perhaps: never to be used as one. Empty: a field for files without one
};

// Nothing unless it is form-data with a name and at most one file, both in UTF-8 without controls. A "filename*" that cannot be read
// gives way to a "filename"; alone it is malformed, as is a name in pieces ("filename*0"): a file never becomes a field of text.
std::optional<FormDisposition> parseFormDisposition(std::string_view value);

} // namespace portico::http::syntax
