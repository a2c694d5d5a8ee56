// SPDX-License-Identifier: Apache-2.0
// The data of a page, as the host gives it (portico_value), as values of the engine. Text is borrowed, not copied.
#pragma once

#include "engine/value/containers.h"

#include <portico/abi.h>

namespace pages_jinja {

// `data` must outlive the arena's use. Anything but a map is an empty one.
Map* dataFrom(const portico_value& data, Arena& arena);

} // namespace pages_jinja
