// SPDX-License-Identifier: Apache-2.0
// What must be known about a template before the library parses it: the depth of its sections (the library recurses), and which
// white space belongs to lines that contain only a tag and is therefore not part of the page.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace pages_mustache {

struct TagScan {
    std::size_t depth = 0;     // maximum nesting of sections
    std::size_t deepest = 0;   // the position where it is reached
    std::vector<bool> dropped; // for every byte of the source: whether it is dropped
};

TagScan scanTags(std::string_view source);

} // namespace pages_mustache
