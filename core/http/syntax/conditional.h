// SPDX-License-Identifier: Apache-2.0
// Conditional requests (RFC 9110 section 13): does the client have it already, does it mean another one, is the rest of a range of
// the same one? Pure functions; the caller knows the method, and that there is something to ask about.
#pragma once

#include <ctime>
#include <optional>
#include <string_view>

namespace portico::http::syntax {

// If-None-Match decides alone when it is there; If-Modified-Since only otherwise, and only if it is a date. `etag` may be empty,
// `modified` 0: the server does not know.
bool notModified(std::optional<std::string_view> ifNoneMatch, std::optional<std::string_view> ifModifiedSince,
                 std::string_view etag, std::time_t modified) noexcept;

struct Conditions {
    std::optional<std::string_view> ifMatch, ifUnmodifiedSince, ifNoneMatch, ifModifiedSince;
};

enum class Precondition {
    Holds,       // answer as if there was no condition
    NotModified, // 304
    Failed,      // 412
};

// Of a GET or HEAD, in the order of section 13.2.2: If-Match before If-Unmodified-Since, and both before what notModified asks.
// If-Match compares strongly, and a malformed list fails; a date that is none is no condition.
Precondition check(const Conditions& conditions, std::string_view etag, std::time_t modified) noexcept;

// If-Range: may a part be sent, or must it be the whole? A tag compares strongly; a date must be exactly that of the file, and
// older than a second, for within one second there may have been two files.
bool isSame(std::string_view ifRange, std::string_view etag, std::time_t modified, std::time_t now) noexcept;

} // namespace portico::http::syntax
