// SPDX-License-Identifier: Apache-2.0
// Values as JSON, in the way of Jinja's filter tojson: keys sorted, nothing but ASCII, safe inside HTML.
#pragma once

#include "engine/value/buffer.h"

namespace pages_jinja {

// indent: the text of one level, or null for one line.
void appendJson(Buffer& out, const Value& value, const std::string* indent);

} // namespace pages_jinja
