// SPDX-License-Identifier: Apache-2.0
// The first file of a backup. Lists its content, with the size and SHA-256 of each file, so that everything is checked before
// anything is restored. JSON; the format is in docs/decisions/0016.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace portico::host {

constexpr std::string_view manifestName = "manifest.json";
constexpr std::size_t longestManifest = 16 * 1024 * 1024;

struct BackupManifest {
    struct File {
        std::uint64_t size = 0;
        std::string sha256{};
        bool operator==(const File&) const = default;
    };
    std::string version{};                  // of portico
    std::string made{};                     // "2026-11-25T01:27:15Z"
    std::vector<std::string> pages{};       // the original folders of pages/0, pages/1 ...
    std::vector<std::string> saved{};       // ids of the plugins that saved state/saved/ID themselves
    std::vector<std::string> switchedOff{}; // configuration files that are links to /dev/null
    std::map<std::string, File, std::less<>> files{};

    std::uint64_t bytes() const;
    bool operator==(const BackupManifest&) const = default;
};

std::string manifestText(const BackupManifest& manifest);

// Throws std::runtime_error with a complete clause: "has format 2, made by portico ...".
BackupManifest readBackupManifest(const std::string& text);

// Whether the path is relative, without empty parts, "." and "..", and without invisible characters: it stays below its folder.
bool staysInside(std::string_view path);

// Whether a backup may contain this path: it stays inside, and is in one of the folders that backups have.
bool hasPlace(std::string_view path, const BackupManifest& manifest);

} // namespace portico::host
