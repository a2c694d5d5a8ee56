// SPDX-License-Identifier: Apache-2.0
// Reads PT_NOTE segments, which stripped files keep: name size, text size, type, name, text, each padded to the alignment.
#include "loader/elf/elf_note.h"

#include <portico/abi.h>

#include <elf.h>

namespace portico::loader {

namespace {

constexpr std::string_view ownName{PORTICO_NOTE_NAME, sizeof(PORTICO_NOTE_NAME)}; // including the NUL, as in notes

std::uint64_t padded(std::uint64_t size, std::uint64_t align) { return (size + align - 1) / align * align; }

void collect(std::string_view notes, std::uint64_t align, std::vector<std::string>& found) {
    while (const auto header = readAt<Elf64_Nhdr>(notes, 0)) {
        notes.remove_prefix(sizeof(Elf64_Nhdr));
        const std::uint64_t textAt = padded(header->n_namesz, align);
        if (textAt > notes.size() || notes.size() - textAt < header->n_descsz) return;
        if (header->n_type == PORTICO_NOTE_TYPE && notes.substr(0, header->n_namesz) == ownName)
            found.emplace_back(notes.substr(textAt, header->n_descsz));
        const std::uint64_t next = textAt + padded(header->n_descsz, align);
        if (next > notes.size()) return;
        notes.remove_prefix(next);
    }
}

} // namespace

std::vector<std::string> porticoNotes(const ElfImage& image) {
    std::vector<std::string> found;
    for (const Segment& segment : image.segments()) {
        if (segment.type != PT_NOTE) continue;
        if (const auto notes = image.slice(segment.offset, segment.size))
            collect(*notes, segment.align == 8 ? 8 : 4, found);
    }
    return found;
}

} // namespace portico::loader
