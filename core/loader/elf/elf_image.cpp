// SPDX-License-Identifier: Apache-2.0
// Reads the header and program headers of 64-bit ELF files.
#include "loader/elf/elf_image.h"

#include <elf.h>

#include <algorithm>
#include <array>
#include <bit>

namespace portico::loader {

namespace {

struct Machine {
    std::uint16_t number;
    std::string_view name;
};

constexpr std::array machines{
    Machine{EM_X86_64, "x86-64"},  Machine{EM_AARCH64, "arm64"}, Machine{EM_386, "32-bit x86"},
    Machine{EM_ARM, "32-bit ARM"}, Machine{EM_RISCV, "RISC-V"},  Machine{EM_PPC64, "PowerPC 64"},
    Machine{EM_S390, "IBM Z"},     Machine{EM_MIPS, "MIPS"},     Machine{EM_LOONGARCH, "LoongArch"},
};

#if defined(__x86_64__)
constexpr std::uint16_t ownMachine = EM_X86_64;
#elif defined(__aarch64__)
constexpr std::uint16_t ownMachine = EM_AARCH64;
#elif defined(__riscv) && __riscv_xlen == 64
constexpr std::uint16_t ownMachine = EM_RISCV;
#elif defined(__powerpc64__)
constexpr std::uint16_t ownMachine = EM_PPC64;
#elif defined(__s390x__)
constexpr std::uint16_t ownMachine = EM_S390;
#elif defined(__loongarch64)
constexpr std::uint16_t ownMachine = EM_LOONGARCH;
#else
#error "add this machine here, with its EM_ number from elf.h"
#endif

constexpr unsigned char ownOrder = std::endian::native == std::endian::little ? ELFDATA2LSB : ELFDATA2MSB;

constexpr std::string_view truncated = "is truncated: its tables describe a longer file; copy or build it again";

std::string machineName(std::uint16_t number) {
    const auto* known = std::ranges::find(machines, number, &Machine::number);
    return known == machines.end() ? "machine type " + std::to_string(number) : std::string(known->name);
}

std::string foreignMachine(const std::string& name) {
    return "was built for " + name + ", this server runs on " + machineName(ownMachine) + "; build it for this machine";
}

// Why the file cannot be read at all; empty if it can.
std::string identityProblem(std::string_view bytes) {
    if (!bytes.starts_with(ELFMAG)) return "is not an ELF file, so it is not a shared library; remove it";
    if (bytes.size() < EI_NIDENT) return std::string(truncated);
    if (bytes[EI_CLASS] != ELFCLASS64) return foreignMachine("a machine that is not 64-bit");
    if (bytes[EI_DATA] != ownOrder) return foreignMachine("a machine with the other byte order");
    if (bytes.size() < sizeof(Elf64_Ehdr)) return std::string(truncated);
    return {};
}

bool isWithin(std::string_view bytes, std::uint64_t offset, std::uint64_t size) {
    return offset <= bytes.size() && bytes.size() - offset >= size;
}

// Also false if the section headers at the end, which only tools read, are cut off: such a file was copied incompletely.
bool isWhole(std::string_view bytes, const Elf64_Ehdr& header, const std::vector<Segment>& segments) {
    const std::uint64_t sections = std::uint64_t{header.e_shnum} * header.e_shentsize;
    return isWithin(bytes, header.e_shoff, sections) && segments.size() == header.e_phnum &&
           std::ranges::all_of(segments, [&](const Segment& s) { return isWithin(bytes, s.offset, s.size); });
}

std::vector<Segment> readSegments(std::string_view bytes, const Elf64_Ehdr& header) {
    std::vector<Segment> segments;
    for (std::uint64_t i = 0; i < header.e_phnum; ++i) {
        if (header.e_phoff > bytes.size()) break;
        const auto read = readAt<Elf64_Phdr>(bytes, header.e_phoff + i * sizeof(Elf64_Phdr));
        if (!read) break;
        segments.push_back({read->p_type, read->p_offset, read->p_filesz, read->p_vaddr, read->p_align});
    }
    return segments;
}

} // namespace

std::optional<std::string_view> ElfImage::slice(std::uint64_t offset, std::uint64_t size) const {
    if (!isWithin(bytes_, offset, size)) return std::nullopt;
    return bytes_.substr(offset, size);
}

std::optional<std::string_view> ElfImage::fromAddress(std::uint64_t address) const {
    for (const Segment& s : segments_)
        if (s.type == PT_LOAD && address >= s.address && address - s.address < s.size) {
            const std::uint64_t skipped = address - s.address;
            if (s.offset > size() || size() - s.offset <= skipped) return std::nullopt;
            return slice(s.offset + skipped, std::min(s.size - skipped, size() - s.offset - skipped));
        }
    return std::nullopt;
}

ElfReading readElf(std::string_view bytes) {
    if (std::string problem = identityProblem(bytes); !problem.empty()) return {std::nullopt, {std::move(problem)}};
    ElfReading reading;
    const Elf64_Ehdr header = *readAt<Elf64_Ehdr>(bytes, 0);
    if (header.e_machine != ownMachine) reading.problems.push_back(foreignMachine(machineName(header.e_machine)));
    if (header.e_type != ET_DYN)
        reading.problems.emplace_back("is an ELF file but not a shared library; link it with -shared");
    if (header.e_phnum != 0 && header.e_phentsize != sizeof(Elf64_Phdr)) {
        reading.problems.emplace_back("is damaged: its program headers have the wrong size; build it again");
        return reading;
    }
    std::vector<Segment> segments = readSegments(bytes, header);
    if (!isWhole(bytes, header, segments)) reading.problems.emplace_back(truncated);
    reading.image.emplace(bytes, std::move(segments));
    return reading;
}

} // namespace portico::loader
