// SPDX-License-Identifier: Apache-2.0
// Values as text: Python's str() and repr(), and their form in a page.
#pragma once

#include "engine/value/buffer.h"

namespace pages_jinja {

void appendText(Buffer& out, const Value& value); // str()
void appendRepr(Buffer& out, const Value& value); // repr()

// str(), escaped unless the value is markup.
void appendForHtml(Buffer& out, const Value& value);

// Markup, or an object that prints as markup.
bool isHtml(const Value& value);

// markupsafe's soft_str(): text and markup are unchanged, everything else is printed.
Value softText(Arena& arena, const Value& value);

// markupsafe's escape(): the result is always markup.
Value escapedValue(Arena& arena, const Value& value);

std::string realText(double value); // as Python prints floats: 1.0, 1e+16, inf

} // namespace pages_jinja
