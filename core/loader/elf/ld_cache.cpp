// SPDX-License-Identifier: Apache-2.0
// The format that glibc has written since 2.2 (sysdeps/generic/dl-cache.h): alone since 2.32, after an older format before.
#include "loader/elf/ld_cache.h"

#include "loader/elf/elf_image.h"

#include <cstdint>
#include <fstream>
#include <iterator>

namespace portico::loader {

namespace {

constexpr std::string_view magic = "glibc-ld.so.cache1.1";

struct Header {
    char magic[20];
    std::uint32_t entries, stringsSize;
    std::uint32_t unused[5];
};
static_assert(sizeof(Header) == 48);

struct Entry {
    std::int32_t flags;
    std::uint32_t name, file; // offsets from the header
    std::uint32_t system;
    std::uint64_t hardware; // nonzero: for certain processors only
};
static_assert(sizeof(Entry) == 24);

std::string stringAt(std::string_view bytes, std::uint64_t offset) {
    if (offset >= bytes.size()) return {};
    const std::string_view rest = bytes.substr(offset);
    const std::size_t end = rest.find('\0');
    return end == std::string_view::npos ? std::string() : std::string(rest.substr(0, end));
}

} // namespace

LdCache readLdCache(std::string_view bytes) {
    LdCache cache;
    const std::size_t begin = bytes.find(magic);
    if (begin == std::string_view::npos) return cache;
    bytes.remove_prefix(begin);
    const auto header = readAt<Header>(bytes, 0);
    for (std::uint64_t i = 0; header && i < header->entries; ++i) {
        const auto entry = readAt<Entry>(bytes, sizeof(Header) + i * sizeof(Entry));
        if (!entry) break;
        std::string name = stringAt(bytes, entry->name), file = stringAt(bytes, entry->file);
        if (entry->hardware == 0 && !name.empty() && !file.empty()) cache.emplace(std::move(name), std::move(file));
    }
    return cache;
}

LdCache systemLdCache() {
    std::ifstream in("/etc/ld.so.cache", std::ios::binary);
    return readLdCache(std::string(std::istreambuf_iterator<char>(in), {}));
}

} // namespace portico::loader
