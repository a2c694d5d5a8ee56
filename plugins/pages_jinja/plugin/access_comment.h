// SPDX-License-Identifier: Apache-2.0
// Who may see a page, as a comment of its template says it: {# access: user #}. Not here: holding anybody to it, which the host
// does.
#pragma once

#include "engine/parse/template.h"

#include <string>

namespace pages_jinja {

// The word of <portico/page_access.hpp>. Throws TemplateError for what that refuses.
std::string accessOf(const Template& page);

} // namespace pages_jinja
