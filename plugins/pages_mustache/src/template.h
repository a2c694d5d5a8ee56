// SPDX-License-Identifier: Apache-2.0
// One parsed template: an immutable tree, so that any number of threads may render it at the same time.
#pragma once

#include "page_folders.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pages_mustache {

struct Node {
    enum class Kind { Text, Escaped, Raw, Section, Inverted, Partial };
    Kind kind = Kind::Text;
    std::size_t line = 0;
    std::string text;              // the text; or the name, such as "user.roles"
    std::vector<std::string> path; // the name's parts; none for "."
    std::vector<Node> children;    // of a section
};

struct Template {
    TemplateFile file;
    std::string access; // "public", "user", "role:NAME", "internal"; empty without an access comment
    std::vector<Node> nodes;
};

// Throws portico::Error that names file and line.
Template compile(TemplateFile file, const std::string& source);

} // namespace pages_mustache
