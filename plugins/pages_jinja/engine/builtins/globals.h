// SPDX-License-Identifier: Apache-2.0
// What every template has without being given it: range, dict, namespace, cycler, joiner.
#pragma once

#include "engine/value/containers.h"

namespace pages_jinja {

Value findGlobal(std::string_view name); // Missing if there is none

// What {% set space.name = ... %} writes to; null if the value is no namespace.
Map* namespaceAttributes(const Value& value);

} // namespace pages_jinja
