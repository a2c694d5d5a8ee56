// SPDX-License-Identifier: Apache-2.0
// Who may see a page, as declared by a comment of its template: {# access: user #}. The host enforces it.
#pragma once

#include "engine/parse/template.h"

#include <string>

namespace pages_jinja {

// The parsed access of <portico/page_access.hpp>. Throws TemplateError if that refuses the comment.
std::string accessOf(const Template& page);

} // namespace pages_jinja
