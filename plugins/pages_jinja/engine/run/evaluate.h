// SPDX-License-Identifier: Apache-2.0
// Evaluates expressions and assigns to targets. Errors are Faults; the Rendering knows the place.
#pragma once

#include "engine/run/frame.h"

namespace pages_jinja {

Value evaluate(Rendering& rendering, Frame& frame, const Expr& expr);

// A call tag passes its body as the argument `caller`.
Value evaluateCall(Rendering& rendering, Frame& frame, const Expr& call, const Value& caller);

// Applies the filters of a filter tag or a set tag to the text of the block.
Value evaluateFilters(Rendering& rendering, Frame& frame, const Expr& filters, const Value& block);

// The value of a variable; undefined if it has none.
Value valueOf(Frame& frame, const Name& name);

void assign(Rendering& rendering, Frame& frame, const Expr& target, const Value& value);

} // namespace pages_jinja
