// SPDX-License-Identifier: Apache-2.0
// Converts the data of a page from the host (portico_value) into values of the engine. Text is borrowed, not copied.
#pragma once

#include "engine/value/containers.h"

#include <portico/abi.h>

namespace pages_jinja {

// `data` must outlive the use of the arena. Anything but a map counts as an empty map.
Map* dataFrom(const portico_value& data, Arena& arena);

} // namespace pages_jinja
