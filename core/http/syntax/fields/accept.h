// SPDX-License-Identifier: Apache-2.0
// Whether the client wants a page for a person or data for a program, from Accept (RFC 9110 section 12.5.1) and the headers of
// browsers. The result determines the form of an answer, never access.
#pragma once

#include <optional>
#include <string_view>

namespace portico::http::syntax {

// The quality in thousandths that `accept` gives a type ("text/html"), by the most specific matching range; 0: not wanted.
// Malformed ranges do not count. Without a header every type is wanted: 1000.
int qualityOf(std::optional<std::string_view> accept, std::string_view mediaType) noexcept;

// True if a person's browser opens a page or sends a form: it says so ("Sec-Fetch-Mode: navigate"); or, as over http without TLS,
// it sends no such header, and a GET, HEAD or POST names text/html and does not prefer JSON.
bool isNavigation(std::string_view method, std::optional<std::string_view> secFetchMode,
                  std::optional<std::string_view> accept) noexcept;

} // namespace portico::http::syntax
