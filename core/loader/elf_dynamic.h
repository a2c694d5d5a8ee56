// SPDX-License-Identifier: Apache-2.0
// What the dynamic linker would see: the libraries that a file needs and the symbols that it exports. Read through
// PT_DYNAMIC, because section headers and .symtab are gone from stripped files.
#pragma once

#include "loader/elf_image.h"

namespace portico::loader {

struct ElfDynamic {
    std::vector<std::string> needed{};   // "libfoo.so.1"
    std::vector<std::string> exports{};  // defined and visible to others, without what the linker itself adds
    std::vector<std::string> problems{}; // whole clauses
};

ElfDynamic readDynamic(const ElfImage& image);

} // namespace portico::loader
