// SPDX-License-Identifier: Apache-2.0
// Reads PT_DYNAMIC, DT_STRTAB, DT_SYMTAB and, for the number of symbols, DT_GNU_HASH or DT_HASH.
#include "loader/elf/elf_dynamic.h"

#include <elf.h>

#include <algorithm>
#include <array>

namespace portico::loader {

namespace {

struct Tables {
    std::vector<std::uint64_t> needed; // offsets into the strings
    std::optional<std::uint64_t> strings, symbols, hash, gnuHash, runpath, rpath, versionsWanted, versions;
    std::uint64_t stringsSize = 0, versionsWantedCount = 0, versionsCount = 0;
};

struct SymbolRange {
    // The exported symbols. Entry 0 is never a symbol, and all below `first` are undefined.
    std::uint64_t first = 1, end = 1;
};

// Older linkers define these in every library; they belong to no interface.
constexpr std::array<std::string_view, 5> ofTheLinker{"_init", "_fini", "_edata", "_end", "__bss_start"};

Tables readTables(std::string_view dynamic) {
    Tables tables;
    for (std::uint64_t at = 0;; at += sizeof(Elf64_Dyn)) {
        const auto entry = readAt<Elf64_Dyn>(dynamic, at);
        if (!entry || entry->d_tag == DT_NULL) return tables;
        switch (entry->d_tag) {
        case DT_NEEDED: tables.needed.push_back(entry->d_un.d_val); break;
        case DT_STRTAB: tables.strings = entry->d_un.d_ptr; break;
        case DT_STRSZ: tables.stringsSize = entry->d_un.d_val; break;
        case DT_SYMTAB: tables.symbols = entry->d_un.d_ptr; break;
        case DT_HASH: tables.hash = entry->d_un.d_ptr; break;
        case DT_GNU_HASH: tables.gnuHash = entry->d_un.d_ptr; break;
        case DT_RUNPATH: tables.runpath = entry->d_un.d_val; break;
        case DT_RPATH: tables.rpath = entry->d_un.d_val; break;
        case DT_VERNEED: tables.versionsWanted = entry->d_un.d_ptr; break;
        case DT_VERNEEDNUM: tables.versionsWantedCount = entry->d_un.d_val; break;
        case DT_VERDEF: tables.versions = entry->d_un.d_ptr; break;
        case DT_VERDEFNUM: tables.versionsCount = entry->d_un.d_val; break;
        default: break;
        }
    }
}

std::optional<std::string_view> textAt(std::string_view strings, std::uint64_t offset) {
    if (offset >= strings.size()) return std::nullopt;
    const std::string_view rest = strings.substr(offset);
    const std::size_t end = rest.find('\0');
    if (end == std::string_view::npos) return std::nullopt;
    return rest.substr(0, end);
}

// This table contains exported symbols only. The highest one ends the chain that begins highest.
std::optional<SymbolRange> rangeOfGnuHash(std::string_view table) {
    const auto buckets = readAt<std::uint32_t>(table, 0), first = readAt<std::uint32_t>(table, 4),
               bloomWords = readAt<std::uint32_t>(table, 8);
    if (!buckets || !first || !bloomWords) return std::nullopt;
    const std::uint64_t bucketsAt = 16 + std::uint64_t{*bloomWords} * 8;
    const std::uint64_t chainsAt = bucketsAt + std::uint64_t{*buckets} * 4;
    if (chainsAt > table.size()) return std::nullopt;
    std::uint64_t last = 0;
    for (std::uint64_t i = 0; i < *buckets; ++i)
        last = std::max<std::uint64_t>(last, *readAt<std::uint32_t>(table, bucketsAt + i * 4));
    if (last < *first) return SymbolRange{*first, *first};
    for (;; ++last) {
        const auto link = readAt<std::uint32_t>(table, chainsAt + (last - *first) * 4);
        if (!link) return std::nullopt;
        if ((*link & 1u) != 0) return SymbolRange{*first, last + 1};
    }
}

std::optional<SymbolRange> rangeOf(const ElfImage& image, const Tables& tables) {
    if (tables.gnuHash) {
        const auto table = image.fromAddress(*tables.gnuHash);
        return table ? rangeOfGnuHash(*table) : std::nullopt;
    }
    const auto table = tables.hash ? image.fromAddress(*tables.hash) : std::nullopt;
    const auto count = table ? readAt<std::uint32_t>(*table, 4) : std::nullopt;
    return count ? std::optional(SymbolRange{1, std::max<std::uint64_t>(*count, 1)}) : std::nullopt;
}

bool isExported(const Elf64_Sym& symbol) {
    const unsigned bind = ELF64_ST_BIND(symbol.st_info);
    const unsigned visibility = ELF64_ST_VISIBILITY(symbol.st_other);
    return symbol.st_shndx != SHN_UNDEF && symbol.st_shndx != SHN_ABS && // absolute: the name of a symbol version
           (bind == STB_GLOBAL || bind == STB_WEAK || bind == STB_GNU_UNIQUE) &&
           (visibility == STV_DEFAULT || visibility == STV_PROTECTED);
}

bool readExports(std::string_view symbols, std::string_view strings, SymbolRange range,
                 std::vector<std::string>& exports) {
    if (range.end > symbols.size() / sizeof(Elf64_Sym)) return false;
    for (std::uint64_t i = range.first; i < range.end; ++i) {
        const auto symbol = *readAt<Elf64_Sym>(symbols, i * sizeof(Elf64_Sym));
        if (!isExported(symbol)) continue;
        const auto name = textAt(strings, symbol.st_name);
        if (!name) return false;
        if (std::ranges::find(ofTheLinker, *name) == ofTheLinker.end()) exports.emplace_back(*name);
    }
    return true;
}

bool isUndefined(const Elf64_Sym& symbol) {
    return symbol.st_shndx == SHN_UNDEF && ELF64_ST_BIND(symbol.st_info) == STB_GLOBAL;
}

bool readUndefined(std::string_view symbols, std::string_view strings, std::uint64_t end,
                   std::vector<std::string>& undefined) {
    for (std::uint64_t i = 1; i < std::min<std::uint64_t>(end, symbols.size() / sizeof(Elf64_Sym)); ++i) {
        const auto symbol = *readAt<Elf64_Sym>(symbols, i * sizeof(Elf64_Sym));
        if (!isUndefined(symbol)) continue;
        const auto name = textAt(strings, symbol.st_name);
        if (!name) return false;
        undefined.emplace_back(*name);
    }
    return true;
}

// Walks a chain of records, each with the offset of the next. Offsets are unsigned, so the walk only moves forward and ends.
template <class Record, class Next, class Take>
bool follow(std::string_view table, std::uint64_t at, std::uint64_t count, Next next, const Take& take) {
    for (; count > 0; --count) {
        const auto record = readAt<Record>(table, at);
        if (!record || !take(*record, at)) return false;
        if ((*record).*next == 0) return true;
        at += (*record).*next;
    }
    return true;
}

bool readWanted(std::string_view table, std::string_view strings, std::uint64_t count,
                std::vector<ElfDynamic::Version>& wanted) {
    return follow<Elf64_Verneed>(table, 0, count, &Elf64_Verneed::vn_next, [&](const Elf64_Verneed& one, auto at) {
        const auto library = textAt(strings, one.vn_file);
        return library && follow<Elf64_Vernaux>(table, at + one.vn_aux, one.vn_cnt, &Elf64_Vernaux::vna_next,
                                                [&](const Elf64_Vernaux& version, auto) {
                                                    const auto name = textAt(strings, version.vna_name);
                                                    const bool isWeak = (version.vna_flags & VER_FLG_WEAK) != 0;
                                                    if (name && !isWeak)
                                                        wanted.push_back({std::string(*library), std::string(*name)});
                                                    return name.has_value();
                                                });
    });
}

bool readVersions(std::string_view table, std::string_view strings, std::uint64_t count,
                  std::vector<std::string>& versions) {
    return follow<Elf64_Verdef>(table, 0, count, &Elf64_Verdef::vd_next, [&](const Elf64_Verdef& one, auto at) {
        const auto first = readAt<Elf64_Verdaux>(table, at + one.vd_aux);
        const auto name = first ? textAt(strings, first->vda_name) : std::nullopt;
        if (name) versions.emplace_back(*name);
        return name.has_value();
    });
}

bool readLinks(const ElfImage& image, const Tables& tables, std::string_view strings, ElfDynamic& result) {
    for (const auto& [offset, text] :
         {std::pair(tables.runpath, &result.runpath), std::pair(tables.rpath, &result.rpath)})
        if (offset) *text = textAt(strings, *offset).value_or("");
    const auto wanted = tables.versionsWanted ? image.fromAddress(*tables.versionsWanted) : std::string_view();
    const auto versions = tables.versions ? image.fromAddress(*tables.versions) : std::string_view();
    return wanted && versions &&
           readWanted(*wanted, strings, wanted->empty() ? 0 : tables.versionsWantedCount, result.wanted) &&
           readVersions(*versions, strings, versions->empty() ? 0 : tables.versionsCount, result.versions);
}

bool readNeeded(std::string_view strings, const Tables& tables, std::vector<std::string>& needed) {
    for (const std::uint64_t offset : tables.needed) {
        const auto name = textAt(strings, offset);
        if (!name) return false;
        needed.emplace_back(*name);
    }
    return true;
}

bool read(const ElfImage& image, const Tables& tables, ElfDynamic& result) {
    const auto symbols = tables.symbols ? image.fromAddress(*tables.symbols) : std::nullopt;
    auto strings = tables.strings ? image.fromAddress(*tables.strings) : std::nullopt;
    if (!symbols || !strings || tables.stringsSize > strings->size()) return false;
    strings = strings->substr(0, tables.stringsSize);
    const auto range = rangeOf(image, tables);
    return range && readNeeded(*strings, tables, result.needed) &&
           readExports(*symbols, *strings, *range, result.exports) &&
           readUndefined(*symbols, *strings, tables.gnuHash ? range->first : range->end, result.undefined) &&
           readLinks(image, tables, *strings, result);
}

} // namespace

ElfDynamic readDynamic(const ElfImage& image) {
    ElfDynamic result;
    const auto segment = std::ranges::find(image.segments(), PT_DYNAMIC, &Segment::type);
    if (segment == image.segments().end()) {
        result.problems.emplace_back("is not a shared library: it has no dynamic section; link it with -shared");
        return result;
    }
    const auto dynamic = image.slice(segment->offset, segment->size);
    if (!dynamic || !read(image, readTables(*dynamic), result))
        result.problems.emplace_back("is damaged: its symbol tables cannot be read; build it again");
    return result;
}

} // namespace portico::loader
