// SPDX-License-Identifier: Apache-2.0
// Conditional requests (RFC 9110 section 13): whether the client already has this version, refers to another one, or may get a range
// of the same one. Pure functions; the caller checks the method and whether the resource exists.
#pragma once

#include <ctime>
#include <optional>
#include <string_view>

namespace portico::http::syntax {

// If-None-Match takes precedence; If-Modified-Since counts only without it, and only if it is a date. `etag` may be empty and
// `modified` 0 if the server does not know them.
bool notModified(std::optional<std::string_view> ifNoneMatch, std::optional<std::string_view> ifModifiedSince,
                 std::string_view etag, std::time_t modified) noexcept;

struct Conditions {
    std::optional<std::string_view> ifMatch, ifUnmodifiedSince, ifNoneMatch, ifModifiedSince;
};

enum class Precondition {
    Holds,       // answer as without conditions
    NotModified, // 304
    Failed,      // 412
};

// For GET and HEAD, in the order of section 13.2.2: If-Match before If-Unmodified-Since, and both before the conditions of
// notModified. If-Match compares strongly, and a malformed list fails; an invalid date is ignored.
Precondition check(const Conditions& conditions, std::string_view etag, std::time_t modified) noexcept;

// If-Range: true if a part may be sent, false if the whole must be sent. A tag is compared strongly; a date must equal the file's
// and be more than a second old, because the file may have changed within one second.
bool isSame(std::string_view ifRange, std::string_view etag, std::time_t modified, std::time_t now) noexcept;

} // namespace portico::http::syntax
