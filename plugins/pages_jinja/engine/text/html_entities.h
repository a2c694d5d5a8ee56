// SPDX-License-Identifier: Apache-2.0
// Character references of HTML (&eacute; &#233; &copy) into characters, as a browser reads them in text.
#pragma once

#include <string>
#include <string_view>

namespace pages_jinja {

// Every reference in `text`, also those that lack the semicolon where HTML allows that. Others stay as they are.
std::string unescapedHtml(std::string_view text);

// The names; see html_entities_table.cpp.
extern const std::string_view htmlEntities;

} // namespace pages_jinja
