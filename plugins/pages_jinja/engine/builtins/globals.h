// SPDX-License-Identifier: Apache-2.0
// The global functions of every template: range, dict, namespace, cycler, joiner.
#pragma once

#include "engine/value/containers.h"

namespace pages_jinja {

Value findGlobal(std::string_view name); // Missing if no function has that name

// The attributes to which {% set space.name = ... %} assigns; null if the value is not a namespace.
Map* namespaceAttributes(const Value& value);

} // namespace pages_jinja
