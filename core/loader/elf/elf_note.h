// SPDX-License-Identifier: Apache-2.0
// Finds the notes that contain a plugin's manifest (PORTICO_MANIFEST in portico/abi/plugin.h). Does not interpret their text.
#pragma once

#include "loader/elf/elf_image.h"

namespace portico::loader {

// The text of every note with name "Portico" and type 1; a plugin has exactly one. A damaged note ends the search.
std::vector<std::string> porticoNotes(const ElfImage& image);

} // namespace portico::loader
