// SPDX-License-Identifier: Apache-2.0
// A JSON string (RFC 8259 section 7) of any bytes: what is not UTF-8 becomes U+FFFD, so that the text around it stays JSON. For
// problem details and log lines.
#pragma once

#include <string>
#include <string_view>

namespace portico::http::syntax {

// With its quotes, between which are at most `most` bytes. "<", ">" and "&" are escaped too, so that a reader who takes it for HTML
// finds no tag; and so are C1 controls, U+2028 and U+2029, which terminals obey and some readers of logs take for the end of a line.
std::string jsonString(std::string_view text, std::size_t most = std::string_view::npos);

} // namespace portico::http::syntax
