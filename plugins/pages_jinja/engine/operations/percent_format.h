// SPDX-License-Identifier: Apache-2.0
// Python's "..." % arguments: the operator and the filter format. If the format is markup, its arguments are escaped.
#pragma once

#include "engine/value/rendering.h"

namespace pages_jinja {

// `arguments`: a tuple of arguments, a dict for %(name)s, or one single argument.
Value percentFormatted(Rendering& rendering, const Value& format, const Value& arguments);

} // namespace pages_jinja
