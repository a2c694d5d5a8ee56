// SPDX-License-Identifier: Apache-2.0
// Decodes HTML character references (&eacute; &#233; &copy) as browsers do in text.
#pragma once

#include <string>
#include <string_view>

namespace pages_jinja {

// Decodes every reference in `text`, also those without a semicolon where HTML permits that. Others stay as they are.
std::string unescapedHtml(std::string_view text);

// The names; see html_entities_table.cpp.
extern const std::string_view htmlEntities;

} // namespace pages_jinja
