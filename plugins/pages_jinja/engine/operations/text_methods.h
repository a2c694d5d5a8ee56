// SPDX-License-Identifier: Apache-2.0
// Methods of texts that have files of their own. methods_text.cpp lists all methods of texts.
#pragma once

#include "engine/operations/methods.h"

namespace pages_jinja {

// text_search.cpp: search a text, or the part between two positions of it.
Value findMethod(Rendering& rendering, const Value& self, const Arguments& arguments);
Value rfindMethod(Rendering& rendering, const Value& self, const Arguments& arguments);
Value indexMethod(Rendering& rendering, const Value& self, const Arguments& arguments);
Value rindexMethod(Rendering& rendering, const Value& self, const Arguments& arguments);
Value countMethod(Rendering& rendering, const Value& self, const Arguments& arguments);
Value startsWithMethod(Rendering& rendering, const Value& self, const Arguments& arguments);
Value endsWithMethod(Rendering& rendering, const Value& self, const Arguments& arguments);

// text_split.cpp: split a text into a list or tuple of texts.
Value splitMethod(Rendering& rendering, const Value& self, const Arguments& arguments);
Value rsplitMethod(Rendering& rendering, const Value& self, const Arguments& arguments);
Value splitLinesMethod(Rendering& rendering, const Value& self, const Arguments& arguments);
Value partitionMethod(Rendering& rendering, const Value& self, const Arguments& arguments);
Value rpartitionMethod(Rendering& rendering, const Value& self, const Arguments& arguments);

// text_translate.cpp: replace characters by a table, and tabs by spaces.
Value expandTabsMethod(Rendering& rendering, const Value& self, const Arguments& arguments);
Value translateMethod(Rendering& rendering, const Value& self, const Arguments& arguments);
Value makeTransMethod(Rendering& rendering, const Value& self, const Arguments& arguments);

} // namespace pages_jinja
