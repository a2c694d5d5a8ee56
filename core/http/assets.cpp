// SPDX-License-Identifier: Apache-2.0
// Static files under /assets/.
#include "http/assets.h"

#include "http/asset_type.h"

#include <array>
#include <charconv>
#include <utility>

namespace portico::http {

namespace {

using syntax::Coding;

constexpr std::string_view suffixOf(Coding coding) noexcept {
    constexpr std::array<std::string_view, 3> suffixes = {".br", ".gz", ""};
    return suffixes[static_cast<std::size_t>(coding)];
}

bool isHidden(std::string_view name) noexcept {
    return name.empty() || name.front() == '.' || name.find("/.") != std::string_view::npos;
}

// By whole seconds: some tools give the packed file its file's time without the fraction.
bool isOlder(const PlainFile& packed, const PlainFile& file) noexcept {
    return packed.modified.tv_sec < file.modified.tv_sec;
}

void appendHex(std::string& to, std::uint64_t number) {
    std::array<char, 16> text{};
    to.append(text.data(), std::to_chars(text.data(), text.data() + text.size(), number, 16).ptr);
}

// "187a3c5f2b1d9e00-4e20", "187a3c5f2b1d9e00-1b02.br"
std::string etagOf(const PlainFile& file, Coding coding) {
    std::string tag = "\"";
    appendHex(tag, static_cast<std::uint64_t>(file.modified.tv_sec) * 1000000000u +
                       static_cast<std::uint64_t>(file.modified.tv_nsec));
    tag += '-';
    appendHex(tag, file.size);
    return tag.append(suffixOf(coding)).append("\"");
}

} // namespace

Assets::Assets(const std::vector<Place>& places) {
    for (const Place& place : places)
        if (AssetFolder folder(place.below, place.folder); folder.exists()) folders_.push_back(std::move(folder));
}

std::optional<Asset> Assets::find(std::string_view name, const syntax::CodingOrder& codings) const {
    if (isHidden(name)) return std::nullopt;
    for (const AssetFolder& folder : folders_) {
        const std::optional<PlainFile> plain = folder.open(name);
        if (!plain) continue;
        for (const Coding coding : codings) {
            if (coding != Coding::Identity && isPacked(name)) continue;
            const auto file =
                coding == Coding::Identity ? plain : folder.open(std::string(name).append(suffixOf(coding)));
            if (file && !isOlder(*file, *plain))
                return Asset{file->file, file->size, plain->modified.tv_sec, etagOf(*file, coding), coding};
        }
        return Asset{};
    }
    return std::nullopt;
}

} // namespace portico::http
