// SPDX-License-Identifier: Apache-2.0
// Finds a filter by name. This happens only when a template is compiled, so a linear search is fast enough.
#include "engine/builtins/filters.h"

namespace pages_jinja {

Filter findFilter(std::string_view name) {
    for (const auto filters : {textFilters(), numberFilters(), listFilters(), selectFilters(), pageFilters()})
        for (const NamedFilter& known : filters)
            if (known.name == name) return known.filter;
    return nullptr;
}

} // namespace pages_jinja
