// SPDX-License-Identifier: Apache-2.0
// Finding a filter by name. Happens when templates are compiled, so a search through all of them is quick enough.
#include "engine/builtins/filters.h"

namespace pages_jinja {

Filter findFilter(std::string_view name) {
    for (const auto filters : {textFilters(), numberFilters(), listFilters(), selectFilters(), pageFilters()})
        for (const NamedFilter& known : filters)
            if (known.name == name) return known.filter;
    return nullptr;
}

} // namespace pages_jinja
