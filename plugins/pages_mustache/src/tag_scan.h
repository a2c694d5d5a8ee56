// SPDX-License-Identifier: Apache-2.0
// What must be known about a template before the library parses it: how deep its sections are (the library recurses), and
// which blanks and line ends belong to lines that hold nothing but a tag, and so are not part of the page.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace pages_mustache {

struct TagScan {
    std::size_t depth = 0;     // of sections within sections, at the deepest place
    std::size_t deepest = 0;   // the position of that place
    std::vector<bool> dropped; // for every byte of the source: is it such a blank?
};

TagScan scanTags(std::string_view source);

} // namespace pages_mustache
