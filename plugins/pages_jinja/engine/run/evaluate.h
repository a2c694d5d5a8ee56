// SPDX-License-Identifier: Apache-2.0
// The value of an expression, and assignment to what a target names. Errors are Faults; the place is kept by the Rendering.
#pragma once

#include "engine/run/frame.h"

namespace pages_jinja {

Value evaluate(Rendering& rendering, Frame& frame, const Expr& expr);

// A call tag gives its body as the argument `caller`.
Value evaluateCall(Rendering& rendering, Frame& frame, const Expr& call, const Value& caller);

// The filters of a filter tag or a set tag, on the text of the block.
Value evaluateFilters(Rendering& rendering, Frame& frame, const Expr& filters, const Value& block);

// The value of a variable; undefined if it has none.
Value valueOf(Frame& frame, const Name& name);

void assign(Rendering& rendering, Frame& frame, const Expr& target, const Value& value);

} // namespace pages_jinja
