// SPDX-License-Identifier: Apache-2.0
// What the dynamic linker says when a library cannot be loaded, as a clause that a person can act upon. Pure.
#pragma once

#include <string>
#include <string_view>

namespace portico::loader {

// `message`: of dlerror(); `file`: the library that was to be loaded.
std::string loadProblem(std::string_view message, const std::string& file);

} // namespace portico::loader
