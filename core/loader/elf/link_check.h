// SPDX-License-Identifier: Apache-2.0
// Checks whether the dynamic linker could load a plugin: its libraries exist with the versions that it needs, and every symbol
// that it uses is defined by one of them or by the server. Searches as ld.so(8) does; loads nothing and runs no code.
#pragma once

#include "loader/elf/ld_cache.h"

#include <string>
#include <string_view>
#include <vector>

namespace portico::loader {

// Where the linker searches, in addition to the paths in the files themselves.
struct LinkPlaces {
    std::string libraryPath{}; // LD_LIBRARY_PATH
    LdCache cache{};
    std::vector<std::filesystem::path> folders{}; // searched last

    static LinkPlaces ofThisSystem();
};

// Complete clauses. `bytes`: a plugin whose inspection found no problems.
std::vector<std::string> linkProblems(std::string_view bytes, const LinkPlaces& places = LinkPlaces::ofThisSystem());

} // namespace portico::loader
