// SPDX-License-Identifier: Apache-2.0
#include "host/backup/backup_manifest.h"

#include "base/json.h"
#include "base/json_string.h"
#include "config/value.h"
#include "host/log/json_lines.h"
#include "loader/manifest/capability_id.h"
#include "loader/manifest/members.h"

#include <algorithm>
#include <stdexcept>

namespace portico::host {

namespace {

constexpr std::int64_t format = 1;
constexpr std::int64_t largestFile = std::int64_t{1} << 40U;
constexpr std::size_t longestPath = 1024;

[[noreturn]] void refuseManifest(const std::string& why) { throw std::runtime_error(why); }

// The parts between the slashes; empty for a path that leaves its folder or contains an empty name.
std::vector<std::string_view> partsOf(std::string_view path) {
    std::vector<std::string_view> parts;
    if (path.size() > longestPath || !config::isPlainText(path, false)) return {};
    for (std::size_t end = 0; end != std::string_view::npos; path.remove_prefix(std::min(path.size(), end + 1))) {
        end = path.find('/');
        parts.push_back(path.substr(0, end));
        if (parts.back().empty() || parts.back() == "." || parts.back() == "..") return {};
    }
    return parts;
}

bool isNumberBelow(std::string_view text, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i)
        if (text == std::to_string(i)) return true;
    return false;
}

bool isStatePlace(const std::vector<std::string_view>& parts, const BackupManifest& manifest) {
    if (parts.size() < 3) return parts.size() == 1 || parts[1] == "keys" || parts[1] == "files" || parts[1] == "saved";
    if (parts[1] == "keys") return parts.size() == 3 && parts[2].ends_with(".key");
    if (parts[1] == "files") return loader::isPluginId(parts[2]);
    return parts[1] == "saved" && std::ranges::find(manifest.saved, parts[2]) != manifest.saved.end();
}

bool isSha256(const std::string& text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

// ["configuration/portico.toml", 120, "ab12..."]
void readFile(const base::Json& json, BackupManifest& manifest) {
    const auto* triple = json.as<base::JsonList>();
    if (triple == nullptr || triple->size() != 3)
        refuseManifest("has a manifest with a file that is not [path, size, sha256]");
    const auto* path = (*triple)[0].as<std::string>();
    const auto* size = (*triple)[1].as<std::int64_t>();
    const auto* sum = (*triple)[2].as<std::string>();
    if (path == nullptr || size == nullptr || sum == nullptr || *size < 0 || *size > largestFile || !isSha256(*sum))
        refuseManifest("has a manifest with a file that is not [path, size, sha256]");
    if (!hasPlace(*path, manifest)) refuseManifest("contains \"" + *path + "\", which does not belong in a backup");
    if (!manifest.files.emplace(*path, BackupManifest::File{static_cast<std::uint64_t>(*size), *sum}).second)
        refuseManifest("contains \"" + *path + "\" twice");
}

void checkFormat(loader::Members& members, const BackupManifest& manifest) {
    const base::Json* json = members.any("format", true);
    const auto* number = json != nullptr ? json->as<std::int64_t>() : nullptr;
    if (number == nullptr) refuseManifest("has a manifest without a \"format\"");
    if (*number != format)
        refuseManifest("has format " + std::to_string(*number) + ", made by portico " + manifest.version +
                       "; this portico reads format " + std::to_string(format) + ": use the version that made it");
}

std::string textOf(loader::Members& members, std::string_view name) {
    const std::string* text = members.text(name, true);
    if (text == nullptr || text->size() > 64 || !config::isPlainText(*text, false)) return {};
    return *text;
}

void checkLists(const BackupManifest& manifest) {
    for (const std::string& page : manifest.pages)
        if (!page.starts_with('/') || partsOf(std::string_view(page).substr(1)).empty())
            refuseManifest("has pages of \"" + page + "\", which is not an absolute path");
    for (const std::string& id : manifest.saved)
        if (!loader::isPluginId(id)) refuseManifest("has data of \"" + id + "\", which is not a plugin id");
    for (const std::string& path : manifest.switchedOff)
        if (!path.starts_with("configuration/") || !hasPlace(path, manifest))
            refuseManifest("disables \"" + path + "\", which does not belong in a backup");
}

} // namespace

std::uint64_t BackupManifest::bytes() const {
    std::uint64_t sum = 0;
    for (const auto& [path, file] : files) sum += file.size;
    return sum;
}

std::string manifestText(const BackupManifest& manifest) {
    std::string files;
    for (const auto& [path, file] : manifest.files)
        files += (files.empty() ? "\n[" : ",\n[") + base::jsonString(path) + ',' + std::to_string(file.size) + ",\"" +
                 file.sha256 + "\"]";
    return JsonLine()
               .raw("format", std::to_string(format))
               .text("portico", manifest.version)
               .text("made", manifest.made)
               .raw("pages", jsonList(manifest.pages))
               .raw("saved", jsonList(manifest.saved))
               .raw("switched_off", jsonList(manifest.switchedOff))
               .raw("files", '[' + files + ']')
               .end() +
           '\n';
}

BackupManifest readBackupManifest(const std::string& text) {
    if (text.size() > longestManifest) refuseManifest("has a manifest that is longer than 16 MiB");
    const auto parsed = base::parseJson(text, base::Twice::Kept);
    if (const auto* error = std::get_if<std::string>(&parsed))
        refuseManifest("has a manifest that is not JSON: " + *error);
    const auto* root = std::get<base::Json>(parsed).as<base::JsonMap>();
    if (root == nullptr) refuseManifest("has a manifest that is not a JSON object");
    std::vector<std::string> problems;
    loader::Members members(*root, "has a manifest that", problems);
    BackupManifest manifest;
    manifest.version = textOf(members, "portico");
    checkFormat(members, manifest);
    manifest.made = textOf(members, "made");
    manifest.pages = members.texts("pages", true);
    manifest.saved = members.texts("saved", true);
    manifest.switchedOff = members.texts("switched_off", true);
    const base::Json* files = members.any("files", true);
    members.finish();
    if (!problems.empty()) refuseManifest(problems.front());
    checkLists(manifest);
    if (files->as<base::JsonList>() == nullptr) refuseManifest("has a manifest without a list of files");
    for (const base::Json& file : *files->as<base::JsonList>()) readFile(file, manifest);
    return manifest;
}

bool staysInside(std::string_view path) { return !partsOf(path).empty(); }

bool hasPlace(std::string_view path, const BackupManifest& manifest) {
    const auto parts = partsOf(path);
    if (parts.empty()) return false;
    if (parts[0] == "configuration") return true;
    if (parts[0] == "pages") return parts.size() == 1 || isNumberBelow(parts[1], manifest.pages.size());
    return parts[0] == "state" && isStatePlace(parts, manifest);
}

} // namespace portico::host
