// SPDX-License-Identifier: Apache-2.0
// Methods that replace characters: by a table, and tabs by spaces.
#pragma once

#include "engine/operations/methods.h"

namespace pages_jinja {

Value expandTabsMethod(Rendering& rendering, const Value& self, const Arguments& arguments);
Value translateMethod(Rendering& rendering, const Value& self, const Arguments& arguments);
Value makeTransMethod(Rendering& rendering, const Value& self, const Arguments& arguments);

} // namespace pages_jinja
