// SPDX-License-Identifier: Apache-2.0
// Hostile shared libraries: reading never leaves the input, whatever it contains.
#include "loader/elf/elf_dynamic.h"
#include "loader/elf/elf_note.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto reading = portico::loader::readElf(std::string_view(reinterpret_cast<const char*>(data), size));
    if (!reading.image && reading.problems.empty()) __builtin_trap(); // a refusal without a reason
    if (!reading.image) return 0;
    static_cast<void>(portico::loader::porticoNotes(*reading.image));
    static_cast<void>(portico::loader::readDynamic(*reading.image));
    return 0;
}
