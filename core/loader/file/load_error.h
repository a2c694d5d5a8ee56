// SPDX-License-Identifier: Apache-2.0
// Turns the dynamic linker's error message into a clause that says what to do. Pure.
#pragma once

#include <string>
#include <string_view>

namespace portico::loader {

// `message`: from dlerror(); `file`: the library that could not be loaded.
std::string loadProblem(std::string_view message, const std::string& file);

} // namespace portico::loader
