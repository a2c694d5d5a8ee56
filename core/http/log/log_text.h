// SPDX-License-Identifier: Apache-2.0
// Text from a client in a log line: printable ASCII unchanged; everything else, and quotes and backslashes, as \xHH, the escape
// in the logs of Apache and nginx.
#pragma once

#include <string>
#include <string_view>

namespace portico::http {

// Escaped, at most `most` bytes.
void appendEscaped(std::string& out, std::string_view raw, std::size_t most);

// The same between quotation marks.
void appendQuoted(std::string& out, std::string_view raw, std::size_t most);

} // namespace portico::http
