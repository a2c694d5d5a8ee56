// SPDX-License-Identifier: Apache-2.0
// Selection of the coding of an answer.
#include "http/syntax/fields/content_coding.h"

#include "http/syntax/fields/quality.h"
#include "http/syntax/message/header_field.h"

#include <algorithm>

namespace portico::http::syntax {

namespace {

struct Element {
    std::string_view name;
    int quality = 1000;
};

// "gzip", "gzip;q=0.5": no other parameters.
std::optional<Element> parseElement(std::string_view text) noexcept {
    Element element;
    element.name = takeToken(text);
    text = trimmed(text);
    if (element.name.empty() || text.empty()) return element.name.empty() ? std::nullopt : std::optional(element);
    if (text.front() != ';') return std::nullopt;
    text = trimmed(text.substr(1));
    if (!equalsIgnoreCase(text.substr(0, 2), "q=")) return std::nullopt;
    element.quality = parseQuality(text.substr(2));
    return element.quality < 0 ? std::nullopt : std::optional(element);
}

// -1: not specified
struct Qualities {
    int brotli = -1, gzip = -1, identity = -1, others = -1;

    void take(const Element& element) noexcept {
        for (const auto& [name, quality] :
             {std::pair{"br", &brotli}, std::pair{"gzip", &gzip}, std::pair{"x-gzip", &gzip},
              std::pair{"identity", &identity}, std::pair{"*", &others}})
            if (equalsIgnoreCase(element.name, name)) *quality = std::max(*quality, element.quality);
    }
    // A coding that is not named has the quality of "*"; without "*" it is not accepted.
    int of(int named) const noexcept { return named >= 0 ? named : std::max(others, 0); }
    // "identity" can only be refused by name or by "*;q=0"; unless it is named, it is the last choice.
    int ofIdentity() const noexcept {
        if (identity >= 0) return identity;
        return others == 0 ? 0 : 1;
    }
};

} // namespace

std::string_view nameOf(Coding coding) noexcept {
    constexpr std::array<std::string_view, 3> names = {"br", "gzip", "identity"};
    return names[static_cast<std::size_t>(coding)];
}

bool CodingOrder::takes(Coding coding) const noexcept { return std::find(begin(), end(), coding) != end(); }

CodingOrder codingsFor(std::optional<std::string_view> acceptEncoding) noexcept {
    Qualities qualities;
    std::string_view list = acceptEncoding.value_or("");
    while (const auto text = nextElement(list))
        if (const auto element = parseElement(*text)) qualities.take(*element);
    std::array all{std::pair{qualities.of(qualities.brotli), Coding::Brotli},
                   std::pair{qualities.of(qualities.gzip), Coding::Gzip},
                   std::pair{qualities.ofIdentity(), Coding::Identity}};
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first
                                  : a.second < b.second; // the smaller coding comes first in the enum
    });
    CodingOrder order;
    for (const auto& [quality, coding] : all)
        if (quality > 0) order.append(coding);
    return order;
}

} // namespace portico::http::syntax
