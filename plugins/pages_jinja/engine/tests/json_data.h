// SPDX-License-Identifier: Apache-2.0
// JSON text as the data of a page, for the tests.
#pragma once

#include "engine/value/containers.h"

#include <string>

namespace pages_jinja::test {

// An empty text is an empty map.
Map* dataFrom(const std::string& json, Arena& arena);

} // namespace pages_jinja::test
