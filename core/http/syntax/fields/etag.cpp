// SPDX-License-Identifier: Apache-2.0
// Entity tags. They may contain commas and backslashes, so that their lists need a splitter of their own.
#include "http/syntax/fields/etag.h"

#include "base/byte_set.h"
#include "http/syntax/message/header_field.h"

namespace portico::http::syntax {

namespace {

constexpr base::ByteSet tagBytes = base::visibleBytes.withRange(0x80, 0xff).without("\"");

using Equal = bool (*)(const EntityTag&, const EntityTag&);

bool namesBy(Equal equal, std::string_view list, std::string_view etag) noexcept {
    const std::optional<EntityTag> own = parseEntityTag(etag);
    if (trimmed(list) == "*") return true;
    bool named = false;
    while (!(list = trimmed(list)).empty()) {
        if (list.front() != ',') {
            const std::optional<EntityTag> tag = takeEntityTag(list);
            if (!tag) return false;
            named = named || (own && equal(*tag, *own));
            list = trimmed(list);
        }
        if (!list.empty() && list.front() != ',') return false;
        list.remove_prefix(list.empty() ? 0 : 1);
    }
    return named;
}

} // namespace

std::optional<EntityTag> takeEntityTag(std::string_view& rest) noexcept {
    EntityTag tag;
    tag.weak = rest.starts_with("W/");
    const std::size_t open = tag.weak ? 2 : 0;
    if (rest.substr(open, 1) != "\"") return std::nullopt;
    const std::size_t close = rest.find('"', open + 1);
    if (close == std::string_view::npos) return std::nullopt;
    tag.opaque = rest.substr(open + 1, close - open - 1);
    if (!tagBytes.hasAll(tag.opaque)) return std::nullopt;
    rest.remove_prefix(close + 1);
    return tag;
}

std::optional<EntityTag> parseEntityTag(std::string_view text) noexcept {
    const std::optional<EntityTag> tag = takeEntityTag(text);
    return text.empty() ? tag : std::nullopt;
}

bool namesTag(std::string_view list, std::string_view etag) noexcept {
    return namesBy([](const EntityTag& a, const EntityTag& b) { return a.opaque == b.opaque; }, list, etag);
}

bool namesTagStrongly(std::string_view list, std::string_view etag) noexcept {
    return namesBy([](const EntityTag& a, const EntityTag& b) { return !a.weak && !b.weak && a.opaque == b.opaque; },
                   list, etag);
}

} // namespace portico::http::syntax
