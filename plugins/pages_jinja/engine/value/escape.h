// SPDX-License-Identifier: Apache-2.0
// HTML escaping as markupsafe does it, and its opposite for the filter striptags.
#pragma once

#include "engine/value/buffer.h"

#include <string>
#include <string_view>

namespace pages_jinja {

// & < > ' " become entities.
void appendEscaped(Buffer& out, std::string_view text);

// The text without comments and tags, white space runs made one space, entities made characters.
std::string withoutTags(std::string_view markup);

} // namespace pages_jinja
