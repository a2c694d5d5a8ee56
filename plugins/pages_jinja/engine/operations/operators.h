// SPDX-License-Identifier: Apache-2.0
// Python's arithmetic and containment on values. Integers have 64 bits: a result that does not fit is an error.
#pragma once

#include "engine/value/rendering.h"

namespace pages_jinja {

enum class Operator : std::uint8_t { Add, Subtract, Multiply, Divide, FloorDivide, Modulo, Power };
enum class Comparison : std::uint8_t { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual, In, NotIn };

Value calculate(Rendering& rendering, Operator op, const Value& a, const Value& b);
Value negated(const Value& value);
Value plus(const Value& value); // unary

bool compare(Rendering& rendering, Comparison op, const Value& a, const Value& b);
bool contains(Rendering& rendering, const Value& container, const Value& item);

} // namespace pages_jinja
