// SPDX-License-Identifier: Apache-2.0
// Finds the notes that carry a plugin's manifest (PORTICO_MANIFEST of abi.h). What the text says is manifest's concern.
#pragma once

#include "loader/elf/elf_image.h"

namespace portico::loader {

// The text of every note of name "Portico" and type 1; a plugin has exactly one. Damaged notes end the search.
std::vector<std::string> porticoNotes(const ElfImage& image);

} // namespace portico::loader
