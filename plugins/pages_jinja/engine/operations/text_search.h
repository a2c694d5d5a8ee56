// SPDX-License-Identifier: Apache-2.0
// Methods that search a text, or the part between two positions of it.
#pragma once

#include "engine/operations/methods.h"

namespace pages_jinja {

Value findMethod(Rendering& rendering, const Value& self, const Arguments& arguments);
Value rfindMethod(Rendering& rendering, const Value& self, const Arguments& arguments);
Value indexMethod(Rendering& rendering, const Value& self, const Arguments& arguments);
Value rindexMethod(Rendering& rendering, const Value& self, const Arguments& arguments);
Value countMethod(Rendering& rendering, const Value& self, const Arguments& arguments);
Value startsWithMethod(Rendering& rendering, const Value& self, const Arguments& arguments);
Value endsWithMethod(Rendering& rendering, const Value& self, const Arguments& arguments);

} // namespace pages_jinja
