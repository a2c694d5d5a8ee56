// SPDX-License-Identifier: Apache-2.0
// The filters (value|name) and tests (value is name) of templates, looked up once, when a template is compiled. Names, arguments
// and results are Jinja's.
#pragma once

#include "engine/value/arguments.h"
#include "engine/value/rendering.h"

#include <string_view>

namespace pages_jinja {

using Filter = Value (*)(Rendering&, const Value&, const Arguments&);
using Test = bool (*)(Rendering&, const Value&, const Arguments&);

// Null if no filter has that name.
Filter findFilter(std::string_view name);
Test findTest(std::string_view name);

struct NamedFilter {
    std::string_view name;
    Filter filter;
};

// The filters by subject; findFilter searches all of them.
std::span<const NamedFilter> textFilters();
std::span<const NamedFilter> numberFilters();
std::span<const NamedFilter> listFilters();
std::span<const NamedFilter> selectFilters();
std::span<const NamedFilter> pageFilters();

} // namespace pages_jinja
