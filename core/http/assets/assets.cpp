// SPDX-License-Identifier: Apache-2.0
// Assets.
#include "http/assets/assets.h"

#include <array>
#include <unistd.h>
#include <utility>

namespace portico::http {

namespace {

using syntax::Coding;

constexpr std::string_view suffixOf(Coding coding) noexcept {
    constexpr std::array<std::string_view, 3> suffixes = {".br", ".gz", ""};
    return suffixes[static_cast<std::size_t>(coding)];
}

bool isHidden(std::string_view name, Assets::Hidden hidden) noexcept {
    constexpr std::string_view wellKnown = ".well-known/"; // RFC 8615
    if (hidden == Assets::Hidden::WellKnown && name.starts_with(wellKnown)) name.remove_prefix(wellKnown.size());
    return name.empty() || name.front() == '.' || name.find("/.") != std::string_view::npos;
}

// Compares whole seconds: some tools drop the fraction when they copy the file's time to the compressed file.
bool isOlder(const PlainFile& packed, const PlainFile& file) noexcept {
    return packed.modified.tv_sec < file.modified.tv_sec;
}

// "\"Zr3uLm0tXnq2tQ0pIR5s2w.br\""
std::string quoted(std::string tag, Coding coding) {
    if (tag.empty()) return tag;
    return tag.insert(0, 1, '"').append(suffixOf(coding)).append("\"");
}

Asset inOneOf(const syntax::CodingOrder& codings, bool packed, const FoundFolder& folder, std::string_view name,
              const PlainFile& plain) {
    Asset asset;
    for (const Coding coding : codings) {
        if (coding != Coding::Identity && packed) continue;
        Opened opened =
            coding == Coding::Identity ? Opened{plain} : folder.open(std::string(name).append(suffixOf(coding)));
        if (opened.error != 0) asset.error = opened.error;
        if (!opened.file || isOlder(*opened.file, plain)) continue;
        asset.etag = quoted(folder.tagOf(*opened.file), coding);
        asset.file = std::move(opened.file->file);
        asset.size = opened.file->size;
        asset.modified = dateOf(plain, std::time(nullptr));
        asset.coding = coding;
        return asset;
    }
    return asset;
}

// RFC 1952. A file that cannot be read is not gzip; sending it fails later.
bool beginsAsGzip(const wire::OpenFile& file) noexcept {
    std::array<unsigned char, 2> first{};
    return ::pread(file.get(), first.data(), first.size(), 0) == 2 && first[0] == 0x1f && first[1] == 0x8b;
}

} // namespace

Assets::Assets(const std::vector<Place>& places, std::shared_ptr<const AssetTypes> types, Hidden hidden)
    : types_(types ? std::move(types) : std::make_shared<const AssetTypes>()), hidden_(hidden) {
    for (const Place& place : places)
        folders_.push_back({place.below, std::make_unique<const AssetFolder>(place.folder)});
}

std::optional<Asset> Assets::find(std::string_view name, const syntax::CodingOrder& codings) const {
    if (isHidden(name, hidden_)) return std::nullopt;
    for (const Folder& folder : folders_) {
        if (!name.starts_with(folder.below)) continue;
        const AssetFolder::Found found = folder.at->find();
        if (found.error != 0) return Asset{.error = found.error};
        if (!found.folder) continue;
        const std::string_view rest = name.substr(folder.below.size());
        const Opened plain = found.folder->open(rest);
        if (plain.file) {
            Asset asset = inOneOf(codings, types_->isPacked(name), *found.folder, rest, *plain.file);
            if (asset.file && types_->isGzip(name) && beginsAsGzip(*asset.file)) asset.coding = Coding::Gzip;
            return asset;
        }
        if (plain.error != 0) return Asset{.error = plain.error};
    }
    return std::nullopt;
}

} // namespace portico::http
