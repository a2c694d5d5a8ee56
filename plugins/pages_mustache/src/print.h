// SPDX-License-Identifier: Apache-2.0
// Converts values to text.
#pragma once

#include <portico/abi.h>

#include <string>
#include <string_view>

namespace pages_mustache {

// Appends `text` with & < > " ' as character references: safe in text and in quoted attributes.
void appendEscaped(std::string& out, std::string_view text);

// Appends the value as text: true or false, 3, 0.5, text; nothing for a missing value, a list or a map.
void appendRaw(std::string& out, const portico_value& value);

} // namespace pages_mustache
