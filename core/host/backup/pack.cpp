// SPDX-License-Identifier: Apache-2.0
#include "host/backup/pack.h"

#include "base/descriptor.h"
#include "host/backup/file_tree.h"
#include "host/backup/sha256.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <ctime>
#include <stdexcept>
#include <system_error>

namespace portico::host {

namespace {

namespace fs = std::filesystem;

TarEntry entryOf(const TreeItem& item) {
    return {item.path,
            S_ISDIR(item.status.st_mode) != 0,
            S_ISREG(item.status.st_mode) ? static_cast<std::uint64_t>(item.status.st_size) : 0,
            modeIn(item.status),
            ownerOf(item.status),
            groupOf(item.status),
            item.status.st_mtime};
}

[[noreturn]] void failToRead(const fs::path& file) {
    throw std::runtime_error(file.string() + " cannot be read: " + std::generic_category().message(errno));
}

base::Descriptor opened(const fs::path& file) {
    base::Descriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!descriptor) failToRead(file);
    return descriptor;
}

std::string sha256Of(const fs::path& file, const OnBytes& onBytes) {
    const base::Descriptor descriptor = opened(file);
    Sha256 sum;
    std::array<char, 64 * 1024> piece{};
    for (ssize_t got = 0; (got = ::read(descriptor.get(), piece.data(), piece.size())) != 0;) {
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) failToRead(file);
        sum.add(piece.data(), static_cast<std::size_t>(got));
        onBytes(static_cast<std::uint64_t>(got));
    }
    return sum.hex();
}

std::uint64_t bytesIn(const std::vector<TreeItem>& items) {
    std::uint64_t bytes = 0;
    for (const TreeItem& item : items) bytes += entryOf(item).size;
    return bytes;
}

void fill(BackupManifest& manifest, const fs::path& root, const OnProgress& onProgress) {
    const std::vector<TreeItem> items = listTree(root);
    const OnBytes onBytes = summing(onProgress, "computing checksums", bytesIn(items));
    for (const TreeItem& item : items) {
        if (item.path != "." && !hasPlace(item.path, manifest))
            throw std::runtime_error("a backup cannot contain a file named \"" + item.path + "\"; rename it");
        if (S_ISREG(item.status.st_mode))
            manifest.files[item.path] = {entryOf(item).size, sha256Of(root / item.path, onBytes)};
        else if (S_ISLNK(item.status.st_mode))
            manifest.switchedOff.push_back(item.path);
    }
}

} // namespace

void packTree(TarWriter& archive, const fs::path& root, const OnBytes& onBytes) {
    for (const TreeItem& item : listTree(root)) {
        if (item.path == ".") continue;
        if (S_ISDIR(item.status.st_mode))
            archive.folder(entryOf(item));
        else if (S_ISREG(item.status.st_mode))
            archive.file(entryOf(item), opened(root / item.path).get(), onBytes);
    }
}

BackupManifest packBackup(int descriptor, const fs::path& root, BackupManifest manifest, const OnProgress& onProgress) {
    fill(manifest, root, onProgress);
    const std::string text = manifestText(manifest);
    if (readBackupManifest(text) != manifest)
        throw std::logic_error("the manifest changes when it is written and read");
    TarWriter archive(descriptor, Packing::gzip);
    archive.text({.path = std::string(manifestName), .size = text.size(), .modified = std::time(nullptr)}, text);
    packTree(archive, root, summing(onProgress, "packing", manifest.bytes()));
    archive.end();
    return manifest;
}

} // namespace portico::host
