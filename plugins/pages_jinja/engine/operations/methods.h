// SPDX-License-Identifier: Apache-2.0
// Python's methods of texts, lists, tuples and dicts, as far as templates use them. All others do not exist.
#pragma once

#include "engine/value/arguments.h"
#include "engine/value/rendering.h"

namespace pages_jinja {

using Method = Value (*)(Rendering&, const Value& self, const Arguments&);

// Returns the method, bound to `self`, as a value that can be called.
bool findMethod(Rendering& rendering, const Value& self, std::string_view name, Value& found);

// For one type; null if no method has that name.
Method textMethod(std::string_view name, bool isMarkup);
Method listMethod(std::string_view name);
Method tupleMethod(std::string_view name);
Method mapMethod(std::string_view name);

// The arguments of dict(...) and d.update(...): a dict or pairs, and named arguments.
void updateMap(Rendering& rendering, Map& map, std::string_view function, const Arguments& arguments);

// d.items(), d.keys(), d.values(): views, printed as in Python.
Value mapItems(Rendering& rendering, Map& map);

} // namespace pages_jinja
