// SPDX-License-Identifier: Apache-2.0
// The bytes of an ELF file: header, segments and bounds-checked access, the only way to read them. Runs no code of the
// file and trusts nothing in it: a damaged or hostile file causes problems, not a crash. Used by elf_note and elf_dynamic.
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portico::loader {

struct Segment {
    std::uint32_t type;
    std::uint64_t offset;  // in the file
    std::uint64_t size;    // in the file
    std::uint64_t address; // in memory, before relocation
    std::uint64_t align;
};

class ElfImage {
public:
    ElfImage(std::string_view bytes, std::vector<Segment> segments) : bytes_(bytes), segments_(std::move(segments)) {}

    const std::vector<Segment>& segments() const { return segments_; }
    std::uint64_t size() const { return bytes_.size(); }

    std::optional<std::string_view> slice(std::uint64_t offset, std::uint64_t size) const;
    // The bytes from a memory address to the end of its segment in the file.
    std::optional<std::string_view> fromAddress(std::uint64_t address) const;

private:
    std::string_view bytes_;
    std::vector<Segment> segments_;
};

template <class T>
std::optional<T> readAt(std::string_view bytes, std::uint64_t offset) {
    if (offset > bytes.size() || bytes.size() - offset < sizeof(T)) return std::nullopt;
    T value;
    std::memcpy(&value, bytes.data() + offset, sizeof value);
    return value;
}

struct ElfReading {
    // Also set for a file that this machine cannot run, so that its manifest can be shown.
    std::optional<ElfImage> image{};
    std::vector<std::string> problems{}; // complete clauses: "is not an ELF file; ..."
};

// `bytes` must outlive the image.
ElfReading readElf(std::string_view bytes);

} // namespace portico::loader
