// SPDX-License-Identifier: Apache-2.0
// Entity tags (RFC 9110 section 8.8.3): one, and the lists of If-Match and If-None-Match. Compares; makes none.
#pragma once

#include <optional>
#include <string_view>

namespace portico::http::syntax {

struct EntityTag {
    bool weak = false;
    std::string_view opaque; // without its quotes
};

// Cuts a tag off the front of `rest`.
std::optional<EntityTag> takeEntityTag(std::string_view& rest) noexcept;

// `"abc"` or `W/"abc"`, and nothing behind it.
std::optional<EntityTag> parseEntityTag(std::string_view text) noexcept;

// Does the list, or "*", name this tag? Weakly compared: W/"a" is "a". A malformed list names nothing: the client gets the whole
// answer, which is never wrong.
bool namesTag(std::string_view list, std::string_view etag) noexcept;

// For If-Match: a weak tag, on either side, is no other's equal.
bool namesTagStrongly(std::string_view list, std::string_view etag) noexcept;

} // namespace portico::http::syntax
