// SPDX-License-Identifier: Apache-2.0
// Python's ==, < and hash() for values.
#pragma once

#include "engine/value/value.h"

#include <cstddef>

namespace pages_jinja {

bool equal(const Value& a, const Value& b);

// a < b. Throws for types that have no order, such as a text and a number.
bool less(const Value& a, const Value& b);

// a <= b: not the same as !(b < a), because of NaN.
bool lessOrEqual(const Value& a, const Value& b);

// Equal values have equal hashes. Throws for lists and dicts, which cannot be keys.
std::size_t hashOf(const Value& value);

} // namespace pages_jinja
