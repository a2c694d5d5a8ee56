// SPDX-License-Identifier: Apache-2.0
// May it be answered with 304?
#include "http/syntax/conditional.h"

#include "http/syntax/etag.h"
#include "http/syntax/http_date.h"

namespace portico::http::syntax {

bool notModified(std::optional<std::string_view> ifNoneMatch, std::optional<std::string_view> ifModifiedSince,
                 std::string_view etag, std::time_t modified) noexcept {
    if (ifNoneMatch) return namesTag(*ifNoneMatch, etag);
    if (!ifModifiedSince || modified == 0) return false;
    // Two digits of a year are read as near to the file's own time: a pure function has no clock.
    const std::optional<std::time_t> since = parseHttpDate(*ifModifiedSince, modified);
    return since && modified <= *since;
}

} // namespace portico::http::syntax
