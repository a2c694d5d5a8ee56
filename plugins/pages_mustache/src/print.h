// SPDX-License-Identifier: Apache-2.0
// Values as text.
#pragma once

#include <portico/abi.h>

#include <string>
#include <string_view>

namespace pages_mustache {

// Appends `text` with & < > " ' as character references: safe between tags and in quoted attributes.
void appendEscaped(std::string& out, std::string_view text);

// Appends the value as it is: nothing for nothing, lists and maps, true or false, 3, 0.5, text.
void appendRaw(std::string& out, const portico_value& value);

} // namespace pages_mustache
