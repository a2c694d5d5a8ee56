// SPDX-License-Identifier: Apache-2.0
// Conditional requests.
#include "http/syntax/fields/conditional.h"

#include "http/syntax/fields/etag.h"
#include "http/syntax/fields/http_date.h"

namespace portico::http::syntax {

bool notModified(std::optional<std::string_view> ifNoneMatch, std::optional<std::string_view> ifModifiedSince,
                 std::string_view etag, std::time_t modified) noexcept {
    if (ifNoneMatch) return namesTag(*ifNoneMatch, etag);
    if (!ifModifiedSince || modified == 0) return false;
    // A two-digit year is resolved relative to the file's own time, because a pure function has no clock.
    const std::optional<std::time_t> since = parseHttpDate(*ifModifiedSince, modified);
    return since && modified <= *since;
}

Precondition check(const Conditions& conditions, std::string_view etag, std::time_t modified) noexcept {
    if (conditions.ifMatch) {
        if (!namesTagStrongly(*conditions.ifMatch, etag)) return Precondition::Failed;
    } else if (conditions.ifUnmodifiedSince && modified != 0) {
        const std::optional<std::time_t> since = parseHttpDate(*conditions.ifUnmodifiedSince, modified);
        if (since && modified > *since) return Precondition::Failed;
    }
    return notModified(conditions.ifNoneMatch, conditions.ifModifiedSince, etag, modified) ? Precondition::NotModified
                                                                                           : Precondition::Holds;
}

bool isSame(std::string_view ifRange, std::string_view etag, std::time_t modified, std::time_t now) noexcept {
    if (const std::optional<EntityTag> tag = parseEntityTag(ifRange)) {
        const std::optional<EntityTag> own = parseEntityTag(etag);
        return own && !tag->weak && !own->weak && tag->opaque == own->opaque;
    }
    const std::optional<std::time_t> date = parseHttpDate(ifRange, modified);
    return date && modified != 0 && *date == modified && now > modified;
}

} // namespace portico::http::syntax
