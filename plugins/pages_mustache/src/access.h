// SPDX-License-Identifier: Apache-2.0
// Who may see a page, as a comment of its template says it: {{! access: user }}. Not here: holding anybody to it, which the
// host does.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pages_mustache {

// "public", "user", "role:NAME" or "internal"; nothing if the comment says something else. Throws std::invalid_argument for
// one that means to say who may come in but is not understood: that must never open a page.
std::optional<std::string> accessOf(std::string_view comment);

} // namespace pages_mustache
