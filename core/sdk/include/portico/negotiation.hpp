// SPDX-License-Identifier: Apache-2.0
// Content negotiation (RFC 9110 section 12.5.1): which of the media types that a handler can answer with the client prefers,
// from Accept. Not part of <portico/plugin.hpp>.
// Threads: that of the exchange. Errors: negotiate throws HttpError(406); malformed ranges of the header do not count.
//
// Example, a handler for browsers and programs:
//
//     void show(portico::Exchange& x) {
//         const std::string_view type = portico::negotiate(x, {"text/html", "application/json"});
//         if (type == "text/html") return x.render("book", {{"title", "Emma"}});
//         x.json(portico::jsonText(portico::Value::Map{{"title", "Emma"}}));
//     }
#pragma once

#include <portico/exchange.hpp>
#include <portico/field_text.hpp>
#include <portico/http_error.hpp>

#include <algorithm>
#include <initializer_list>

namespace portico {

namespace detail {

// "1", "0.5", "0.125" in thousandths; -1 for anything else.
constexpr int parseQuality(std::string_view text) noexcept {
    if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return -1;
    if (text.size() > 1 && text[1] != '.') return -1;
    int value = (text[0] - '0') * 1000;
    int unit = 100;
    for (const char c : text.substr(text.size() > 1 ? 2 : 1)) {
        if (c < '0' || c > '9') return -1;
        value += (c - '0') * unit;
        unit /= 10;
    }
    return value <= 1000 ? value : -1;
}

// name=token or name="anything"
constexpr bool isParameter(std::string_view text) noexcept {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos || !isToken(text.substr(0, equals))) return false;
    const std::string_view value = text.substr(equals + 1);
    return isToken(value) || (value.size() >= 2 && value.front() == '"' && value.back() == '"');
}

// How precisely the range matches the type: 3 by name, 2 "text/*", 1 "*/*", 0 not at all; and its quality.
struct Match {
    int fit = 0, quality = 0;
};
inline Match matchOf(std::string_view element, std::string_view mediaType) noexcept {
    const std::string_view range = takePart(element, ';');
    const std::size_t slash = range.find('/');
    if (slash == std::string_view::npos || !isToken(range.substr(0, slash)) || !isToken(range.substr(slash + 1)))
        return {};
    int quality = 1000;
    for (bool hasQuality = false; !element.empty();) {
        const std::string_view parameter = takePart(element, ';');
        if (parameter.empty()) continue;
        if (!isParameter(parameter)) return {};
        if (!beginsIgnoreCase(parameter, "q=")) continue;
        if (hasQuality) return {};
        hasQuality = true;
        quality = parseQuality(parameter.substr(2));
    }
    if (quality < 0) return {};
    if (equalsIgnoreCase(range, mediaType)) return {3, quality};
    if (range == "*/*") return {1, quality};
    const bool isKind =
        range.substr(slash) == "/*" && equalsIgnoreCase(range.substr(0, slash + 1), mediaType.substr(0, slash + 1));
    return isKind ? Match{2, quality} : Match{};
}

} // namespace detail

// The quality in thousandths that the value of an Accept header gives a type ("text/html"), by the most specific range that
// matches it; 0: not wanted.
inline int qualityOf(std::string_view accept, std::string_view mediaType) noexcept {
    detail::Match best;
    while (const auto element = nextElement(accept)) {
        const detail::Match match = detail::matchOf(*element, mediaType);
        if (match.fit == 0 || match.fit < best.fit) continue;
        best = match.fit > best.fit ? match : detail::Match{best.fit, std::max(best.quality, match.quality)};
    }
    return best.quality;
}

// The preferred one of `offers`; the first among equals. Nothing if the client wants none. Without Accept it wants every type.
inline std::optional<std::string_view> preferred(const Exchange& x, std::initializer_list<std::string_view> offers) {
    std::string accept;
    for (std::size_t at = 0; const auto line = x.header("Accept", at); ++at)
        accept.append(accept.empty() ? "" : ",").append(*line);
    if (trimmed(accept).empty()) accept = "*/*";
    std::optional<std::string_view> best;
    int quality = 0;
    for (const std::string_view offer : offers)
        if (const int own = qualityOf(accept, offer); own > quality) best = offer, quality = own;
    return best;
}

// The same for a handler that has nothing else: throws HttpError(406) if the client wants none, and tells caches that the answer
// depends on Accept.
inline std::string_view negotiate(Exchange& x, std::initializer_list<std::string_view> offers) {
    x.addHeader("Vary", "Accept");
    if (const auto best = preferred(x, offers)) return *best;
    std::string all;
    for (const std::string_view offer : offers) all.append(all.empty() ? "" : ", ").append(offer);
    throw HttpError(406, "Available: " + all);
}

} // namespace portico
