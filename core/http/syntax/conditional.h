// SPDX-License-Identifier: Apache-2.0
// May a GET or HEAD be answered with 304? (RFC 9110 section 13.2.2) A pure function; the caller knows the method.
#pragma once

#include <ctime>
#include <optional>
#include <string_view>

namespace portico::http::syntax {

// If-None-Match decides alone when it is there; If-Modified-Since only otherwise, and only if it is a date. `etag` may be empty,
// `modified` 0: the server does not know.
bool notModified(std::optional<std::string_view> ifNoneMatch, std::optional<std::string_view> ifModifiedSince,
                 std::string_view etag, std::time_t modified) noexcept;

} // namespace portico::http::syntax
