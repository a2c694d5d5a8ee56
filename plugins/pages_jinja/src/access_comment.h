// SPDX-License-Identifier: Apache-2.0
// Who may see a page, as a comment of its template says it: {# access: user #}. Not here: holding anybody to it, which the host
// does.
#pragma once

#include "template.h"

#include <string>

namespace pages_jinja {

// "public", "user", "role:NAME" or "internal" (rendered for plugins only, no address of its own); "public" if no comment says
// anything. Throws TemplateError for a comment that means to say who may come in but is not understood, and for a second
// one: they must never open a page.
std::string accessOf(const Template& page);

} // namespace pages_jinja
