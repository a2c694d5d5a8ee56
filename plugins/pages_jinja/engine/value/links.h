// SPDX-License-Identifier: Apache-2.0
// URLs: quoting for them, and finding them in text for the filter urlize.
#pragma once

#include "engine/value/buffer.h"

#include <optional>
#include <string>
#include <vector>

namespace pages_jinja {

// In a query / is quoted too and a space becomes +.
void appendUrlQuoted(Buffer& out, std::string_view text, bool inQuery);

struct LinkOptions {
    std::optional<std::int64_t> trimAt; // characters of a URL that are shown
    std::string rel;
    std::string target;
    std::vector<std::string_view> schemes{}; // "ftp://", "tel:": what else begins an address
};

// Letters, digits and signs, a colon, and at most two slashes.
bool isScheme(std::string_view text);

// `text` is escaped already; what looks like a web or mail address becomes a link.
void appendWithLinks(Buffer& out, std::string_view text, const LinkOptions& options);

} // namespace pages_jinja
