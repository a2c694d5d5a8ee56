// SPDX-License-Identifier: Apache-2.0
// Would the dynamic linker be able to load a plugin: are its libraries there, with the versions that it wants, and is every symbol
// that it uses defined by one of them or by the server? Reads files as the linker would (ld.so(8)); nothing is loaded, no code runs.
#pragma once

#include "loader/elf/ld_cache.h"

#include <string>
#include <string_view>
#include <vector>

namespace portico::loader {

// Where the linker looks, besides what files themselves say.
struct LinkPlaces {
    std::string libraryPath{}; // LD_LIBRARY_PATH
    LdCache cache{};
    std::vector<std::filesystem::path> folders{}; // last

    static LinkPlaces ofThisSystem();
};

// Whole clauses. `bytes`: of a plugin that has been inspected without problems.
std::vector<std::string> linkProblems(std::string_view bytes, const LinkPlaces& places = LinkPlaces::ofThisSystem());

} // namespace portico::loader
