// SPDX-License-Identifier: Apache-2.0
// Values as JSON, as Jinja's filter tojson prints them: keys sorted, only ASCII, safe inside HTML.
#pragma once

#include "engine/value/buffer.h"

namespace pages_jinja {

// indent: the text of one level, or null for a single line.
void appendJson(Buffer& out, const Value& value, const std::string* indent);

} // namespace pages_jinja
