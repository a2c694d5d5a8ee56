// SPDX-License-Identifier: Apache-2.0
// What the dynamic linker sees: the libraries that a file needs and the symbols that it exports. Read through
// PT_DYNAMIC, because stripped files lack section headers and .symtab.
#pragma once

#include "loader/elf/elf_image.h"

namespace portico::loader {

struct ElfDynamic {
    struct Version {
        std::string library; // "libc.so.6"
        std::string version; // "GLIBC_2.34"
    };
    std::vector<std::string> needed{};    // "libfoo.so.1"
    std::string runpath{}, rpath{};       // folders separated by colons, as written in the file
    std::vector<std::string> undefined{}; // symbols that others must define, without weak ones
    std::vector<Version> wanted{};        // symbol versions that its libraries must have
    std::vector<std::string> versions{};  // symbol versions that it defines
    std::vector<std::string> exports{};   // defined and visible to others, without what the linker adds
    std::vector<std::string> problems{};  // complete clauses
};

ElfDynamic readDynamic(const ElfImage& image);

} // namespace portico::loader
