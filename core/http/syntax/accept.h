// SPDX-License-Identifier: Apache-2.0
// What does the client want to get: a page for a person, or data for a program? From Accept (RFC 9110 section 12.5.1) and from
// what browsers say of themselves. It chooses the shape of an answer, never what may be answered.
#pragma once

#include <optional>
#include <string_view>

namespace portico::http::syntax {

// The quality in thousandths that `accept` gives to a type ("text/html"): of the most exact range that fits; 0: not wanted.
// Ranges that are malformed do not count. No header at all wants everything: 1000.
int qualityOf(std::optional<std::string_view> accept, std::string_view mediaType) noexcept;

// HTML rather than JSON? A tie ("*/*") is a program's.
bool prefersHtml(std::optional<std::string_view> accept) noexcept;

// A person's browser opens a page or sends a form: it says so ("Sec-Fetch-Mode: navigate"), or says nothing of the kind, as over
// http without TLS, and GET, HEAD or POST asks for text/html by name and not rather for JSON.
bool isNavigation(std::string_view method, std::optional<std::string_view> secFetchMode,
                  std::optional<std::string_view> accept) noexcept;

} // namespace portico::http::syntax
