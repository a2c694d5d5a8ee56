// SPDX-License-Identifier: Apache-2.0
#include "host/backup/unpack.h"

#include "base/descriptor.h"
#include "base/write_all.h"
#include "host/backup/file_tree.h"
#include "host/backup/sha256.h"

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace portico::host {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t mostFolders = 100'000;

[[noreturn]] void refuseArchive(const std::string& why) { throw std::runtime_error(why); }

[[noreturn]] void failToUnpack(const TarEntry& entry) {
    refuseArchive("cannot be unpacked: " + entry.path + ": " + std::generic_category().message(errno));
}

// Writes entry.size bytes to the file and returns their SHA-256.
std::string writeBytes(TarReader& archive, const TarEntry& entry, int to, const OnBytes& onBytes) {
    Sha256 sum;
    std::array<char, 64 * 1024> piece{};
    std::uint64_t left = entry.size;
    while (const std::size_t got = archive.read(piece.data(), piece.size())) {
        if (got > left) refuseArchive("has more data in \"" + entry.path + "\" than it declares");
        if (!base::writeAll(to, {piece.data(), got})) failToUnpack(entry);
        sum.add(piece.data(), got);
        left -= got;
        onBytes(got);
    }
    if (left != 0) refuseArchive("has less data in \"" + entry.path + "\" than it declares");
    return sum.hex();
}

void takeAttributes(int descriptor, const TarEntry& entry, mode_t least) {
    changeOwner(descriptor, entry.owner, entry.group);
    if (::fchmod(descriptor, entry.mode | least) != 0) failToUnpack(entry);
}

// Creates the parent folders first, even those that the archive does not list.
std::string writeFile(TarReader& archive, const TarEntry& entry, const fs::path& folder, const OnBytes& onBytes) {
    const fs::path path = folder / entry.path;
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    if (error) refuseArchive("cannot be unpacked: " + entry.path + ": " + error.message());
    const base::Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file && errno == EEXIST) refuseArchive("contains \"" + entry.path + "\" twice");
    if (!file) failToUnpack(entry);
    std::string sum = writeBytes(archive, entry, file.get(), onBytes);
    takeAttributes(file.get(), entry, 0400);
    return sum;
}

void writeFolder(const TarEntry& entry, const fs::path& folder) {
    const fs::path path = folder / entry.path;
    std::error_code error;
    fs::create_directories(path, error);
    const base::Descriptor made(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (error || !made) refuseArchive("cannot be unpacked: " + entry.path + " is not a folder");
    takeAttributes(made.get(), entry, 0700);
}

std::string textOf(TarReader& archive, std::size_t size) {
    if (size > longestManifest) refuseArchive("has a manifest that is longer than 16 MiB");
    std::string text(size, '\0');
    std::size_t have = 0;
    while (have < size) {
        const std::size_t got = archive.read(text.data() + have, size - have);
        if (got == 0) refuseArchive("has a manifest that ends too early");
        have += got;
    }
    return text;
}

BackupManifest manifestOf(TarReader& archive) {
    const TarEntry* first = archive.next();
    if (first == nullptr || first->isFolder || first->path != manifestName)
        refuseArchive("is not a backup of portico: it does not begin with " + std::string(manifestName));
    return readBackupManifest(textOf(archive, first->size));
}

void mustFit(const BackupManifest& manifest, const fs::path& folder) {
    struct statvfs about {};
    if (::statvfs(folder.c_str(), &about) != 0) return;
    const std::uint64_t room = std::uint64_t{about.f_bavail} * about.f_frsize;
    if (manifest.bytes() > room)
        refuseArchive("needs " + std::to_string(manifest.bytes() >> 20U) + " MiB unpacked, but " +
                      folder.parent_path().string() + " has " + std::to_string(room >> 20U) +
                      " MiB; set TMPDIR to a folder with more space");
}

} // namespace

void unpackTree(TarReader& archive, const fs::path& folder, const OnBytes& onBytes) {
    while (const TarEntry* entry = archive.next()) {
        if (!staysInside(entry->path)) refuseArchive("contains \"" + entry->path + "\", which leads out of its folder");
        if (entry->isFolder)
            writeFolder(*entry, folder);
        else
            writeFile(archive, *entry, folder, onBytes);
    }
}

BackupManifest unpackBackup(int descriptor, const fs::path& folder, const OnProgress& onProgress) {
    TarReader archive(descriptor, Packing::gzip);
    BackupManifest manifest = manifestOf(archive);
    mustFit(manifest, folder);
    const OnBytes onBytes = summing(onProgress, "unpacking", manifest.bytes());
    std::size_t files = 0;
    std::size_t folders = 0;
    while (const TarEntry* entry = archive.next()) {
        if (!hasPlace(entry->path, manifest))
            refuseArchive("contains \"" + entry->path + "\", which does not belong in a backup");
        if (entry->isFolder) {
            if (++folders > mostFolders) refuseArchive("contains too many folders");
            writeFolder(*entry, folder);
            continue;
        }
        const auto promised = manifest.files.find(entry->path);
        if (promised == manifest.files.end() || promised->second.size != entry->size)
            refuseArchive("contains \"" + entry->path + "\", which does not match its manifest");
        if (writeFile(archive, *entry, folder, onBytes) != promised->second.sha256)
            refuseArchive("is damaged: \"" + promised->first + "\" is not what was backed up");
        ++files;
    }
    if (files != manifest.files.size()) refuseArchive("is incomplete: files are missing that its manifest lists");
    for (const std::string& path : manifest.switchedOff) {
        fs::create_directories((folder / path).parent_path());
        if (::symlink("/dev/null", (folder / path).c_str()) != 0) refuseArchive("contains \"" + path + "\" twice");
    }
    return manifest;
}

} // namespace portico::host
