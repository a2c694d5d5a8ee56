// SPDX-License-Identifier: Apache-2.0
// Entity tags (RFC 9110 section 8.8.3): single tags, and the lists of If-Match and If-None-Match. Compares tags; does not create
// them.
#pragma once

#include <optional>
#include <string_view>

namespace portico::http::syntax {

struct EntityTag {
    bool weak = false;
    std::string_view opaque; // without its quotes
};

// Removes a tag from the front of `rest`.
std::optional<EntityTag> takeEntityTag(std::string_view& rest) noexcept;

// `"abc"` or `W/"abc"`, with nothing after it.
std::optional<EntityTag> parseEntityTag(std::string_view text) noexcept;

// True if the list, or "*", contains this tag. Weak comparison: W/"a" equals "a". A malformed list contains nothing: the client
// gets the whole answer, which is always correct.
bool namesTag(std::string_view list, std::string_view etag) noexcept;

// For If-Match, strong comparison: a weak tag on either side equals no other.
bool namesTagStrongly(std::string_view list, std::string_view etag) noexcept;

} // namespace portico::http::syntax
