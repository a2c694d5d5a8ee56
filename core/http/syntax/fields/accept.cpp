// SPDX-License-Identifier: Apache-2.0
// Decides between a page for a person and data for a program.
#include "http/syntax/fields/accept.h"

#include "http/syntax/fields/media_type.h"
#include "http/syntax/fields/quality.h"
#include "http/syntax/message/header_field.h"

#include <algorithm>

namespace portico::http::syntax {

namespace {

// How precisely the range matches the type: 3 by name, 2 "text/*", 1 "*/*", 0 not at all.
int fit(const MediaType& range, std::string_view mediaType) noexcept {
    if (range.is(mediaType)) return 3;
    if (range.subtype != "*") return 0;
    if (range.type == "*") return 1;
    return equalsIgnoreCase(range.type, mediaType.substr(0, mediaType.find('/'))) ? 2 : 0;
}

struct Match {
    int fit = 0, quality = 0;
};

Match bestMatch(std::string_view accept, std::string_view mediaType) noexcept {
    Match best;
    while (const auto element = nextElement(accept)) {
        const std::optional<MediaType> range = parseMediaType(*element);
        if (!range) continue;
        const Match match{fit(*range, mediaType), parseQuality(range->parameter("q").value_or("1"))};
        if (match.quality < 0 || match.fit < best.fit || match.fit == 0) continue;
        best = match.fit > best.fit ? match : Match{best.fit, std::max(best.quality, match.quality)};
    }
    return best;
}

} // namespace

int qualityOf(std::optional<std::string_view> accept, std::string_view mediaType) noexcept {
    return accept ? bestMatch(*accept, mediaType).quality : 1000;
}

bool isNavigation(std::string_view method, std::optional<std::string_view> secFetchMode,
                  std::optional<std::string_view> accept) noexcept {
    if (secFetchMode) return *secFetchMode == "navigate";
    if ((method != "GET" && method != "HEAD" && method != "POST") || !accept) return false;
    const Match html = bestMatch(*accept, "text/html");
    const Match json = bestMatch(*accept, "application/json");
    if (html.fit < 3 || html.quality == 0) return false;
    // At equal quality, the explicitly named type wins: old browsers send "text/html, */*".
    return html.quality > json.quality || (html.quality == json.quality && json.fit < 3);
}

} // namespace portico::http::syntax
