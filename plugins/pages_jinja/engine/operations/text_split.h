// SPDX-License-Identifier: Apache-2.0
// Methods that split a text into a list or tuple of texts.
#pragma once

#include "engine/operations/methods.h"

namespace pages_jinja {

Value splitMethod(Rendering& rendering, const Value& self, const Arguments& arguments);
Value rsplitMethod(Rendering& rendering, const Value& self, const Arguments& arguments);
Value splitLinesMethod(Rendering& rendering, const Value& self, const Arguments& arguments);
Value partitionMethod(Rendering& rendering, const Value& self, const Arguments& arguments);
Value rpartitionMethod(Rendering& rendering, const Value& self, const Arguments& arguments);

} // namespace pages_jinja
