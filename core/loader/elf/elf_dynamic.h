// SPDX-License-Identifier: Apache-2.0
// What the dynamic linker would see: the libraries that a file needs and the symbols that it exports. Read through
// PT_DYNAMIC, because section headers and .symtab are gone from stripped files.
#pragma once

#include "loader/elf/elf_image.h"

namespace portico::loader {

struct ElfDynamic {
    struct Version {
        std::string library; // "libc.so.6"
        std::string version; // "GLIBC_2.34"
    };
    std::vector<std::string> needed{};    // "libfoo.so.1"
    std::string runpath{}, rpath{};       // folders with colons between, as written in the file
    std::vector<std::string> undefined{}; // that others must define, without those that may be missing (weak)
    std::vector<Version> wanted{};        // versions of symbols that its libraries must have
    std::vector<std::string> versions{};  // that it has itself
    std::vector<std::string> exports{};   // defined and visible to others, without what the linker itself adds
    std::vector<std::string> problems{};  // whole clauses
};

ElfDynamic readDynamic(const ElfImage& image);

} // namespace portico::loader
