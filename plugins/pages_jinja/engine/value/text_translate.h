// SPDX-License-Identifier: Apache-2.0
// The methods that put other characters in the place of some: by a table, and spaces for tabs.
#pragma once

#include "engine/value/methods.h"

namespace pages_jinja {

Value expandTabsMethod(Rendering& rendering, const Value& self, const Arguments& arguments);
Value translateMethod(Rendering& rendering, const Value& self, const Arguments& arguments);
Value makeTransMethod(Rendering& rendering, const Value& self, const Arguments& arguments);

} // namespace pages_jinja
