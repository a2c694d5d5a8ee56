// SPDX-License-Identifier: Apache-2.0
// Text of a client in a line of a log: printable ASCII as it is, everything else and what could end a quotation as \xHH, the escape of
// Apache's and nginx's logs.
#pragma once

#include <string>
#include <string_view>

namespace portico::http {

// At most `most` bytes, escaped.
void appendEscaped(std::string& out, std::string_view raw, std::size_t most);

// The same between quotation marks.
void appendQuoted(std::string& out, std::string_view raw, std::size_t most);

} // namespace portico::http
