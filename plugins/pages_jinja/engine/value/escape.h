// SPDX-License-Identifier: Apache-2.0
// HTML escaping as in markupsafe, and its inverse for the filter striptags.
#pragma once

#include "engine/value/buffer.h"

#include <string>
#include <string_view>

namespace pages_jinja {

// & < > ' " become entities.
void appendEscaped(Buffer& out, std::string_view text);

// The text without comments and tags, with runs of white space replaced by one space, and entities decoded.
std::string withoutTags(std::string_view markup);

} // namespace pages_jinja
