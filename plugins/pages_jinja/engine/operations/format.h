// SPDX-License-Identifier: Apache-2.0
// Python's two kinds of format strings. If the format is markup, its arguments are escaped.
#pragma once

#include "engine/value/arguments.h"
#include "engine/value/rendering.h"

namespace pages_jinja {

// "..." % arguments: the operator and the filter format. `arguments`: a tuple of arguments, a dict for %(name)s, or one single argument.
Value percentFormatted(Rendering& rendering, const Value& format, const Value& arguments);

// "...".format(arguments)
Value braceFormatted(Rendering& rendering, const Value& format, const Arguments& arguments);
// "...".format_map(mapping)
Value braceFormatted(Rendering& rendering, const Value& format, const Value& mapping);

// Formats one value by a specification such as ">8", ",.2f" or "08b".
void appendFormatted(Buffer& out, const Value& value, std::string_view spec);

} // namespace pages_jinja
