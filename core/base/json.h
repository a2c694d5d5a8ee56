// SPDX-License-Identifier: Apache-2.0
// Reads JSON strictly (RFC 8259): UTF-8 only, exact numbers, a bounded depth, nothing after the end. RapidJSON parses.
#pragma once

#include "base/json_value.h"

namespace portico::base {

// Kept is for readers that report duplicate members themselves; otherwise one of the two would win silently.
enum class Twice { Refused, Kept };

// The tree, or where and why the text is not JSON: "line 1, column 9, after `{"id": `: a value is missing".
std::variant<Json, std::string> parseJson(std::string_view text, Twice twice = Twice::Refused);

} // namespace portico::base
