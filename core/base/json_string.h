// SPDX-License-Identifier: Apache-2.0
// A JSON string (RFC 8259 section 7) of arbitrary bytes: what is not UTF-8 becomes U+FFFD, so that the surrounding text remains
// valid JSON. For problem details and log lines.
#pragma once

#include <string>
#include <string_view>

namespace portico::base {

// With its quotes, between which are at most `most` bytes. Also escapes "<", ">" and "&", so that a client that interprets it as
// HTML finds no tag, and C1 controls, U+2028 and U+2029, which terminals execute or log readers treat as line ends.
std::string jsonString(std::string_view text, std::size_t most = std::string_view::npos);

} // namespace portico::base
