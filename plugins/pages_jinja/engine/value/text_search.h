// SPDX-License-Identifier: Apache-2.0
// The methods that look for a part in a text, or in what is between two positions of it.
#pragma once

#include "engine/value/methods.h"

namespace pages_jinja {

Value findMethod(Rendering& rendering, const Value& self, const Arguments& arguments);
Value rfindMethod(Rendering& rendering, const Value& self, const Arguments& arguments);
Value indexMethod(Rendering& rendering, const Value& self, const Arguments& arguments);
Value rindexMethod(Rendering& rendering, const Value& self, const Arguments& arguments);
Value countMethod(Rendering& rendering, const Value& self, const Arguments& arguments);
Value startsWithMethod(Rendering& rendering, const Value& self, const Arguments& arguments);
Value endsWithMethod(Rendering& rendering, const Value& self, const Arguments& arguments);

} // namespace pages_jinja
