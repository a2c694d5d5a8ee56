// SPDX-License-Identifier: Apache-2.0
// URLs: percent-encodes them, and finds them in text for the filter urlize.
#pragma once

#include "engine/value/buffer.h"

#include <optional>
#include <string>
#include <vector>

namespace pages_jinja {

// In a query, / is encoded too and a space becomes +.
void appendUrlQuoted(Buffer& out, std::string_view text, bool inQuery);

struct LinkOptions {
    std::optional<std::int64_t> trimAt; // how many characters of a URL are shown
    std::string rel;
    std::string target;
    std::vector<std::string_view> schemes{}; // other prefixes that start an address: "ftp://", "tel:"
};

// Letters, digits and signs, a colon, and at most two slashes.
bool isScheme(std::string_view text);

// `text` is already escaped; web and mail addresses become links.
void appendWithLinks(Buffer& out, std::string_view text, const LinkOptions& options);

} // namespace pages_jinja
