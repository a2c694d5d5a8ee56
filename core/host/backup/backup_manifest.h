// SPDX-License-Identifier: Apache-2.0
// The first file of a backup: what is in it, with size and SHA-256 of each file, so that all of it is judged before anything of it
// is put in place. JSON; its form is in docs/decisions/0016.
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
    std::vector<std::string> pages{};       // pages/0, pages/1 ...: where they lay
    std::vector<std::string> saved{};       // ids of the plugins that saved state/saved/ID themselves
    std::vector<std::string> switchedOff{}; // files of the configuration that are a link to /dev/null
    std::map<std::string, File, std::less<>> files{};

    std::uint64_t bytes() const;
    bool operator==(const BackupManifest&) const = default;
};

std::string manifestText(const BackupManifest& manifest);

// Throws std::runtime_error with a whole clause: "was made by a newer portico (format 2) ...".
BackupManifest readBackupManifest(const std::string& text);

// Relative, no part of it empty, "." or "..", no character that cannot be seen: it stays below the folder that it is put into.
bool staysInside(std::string_view path);

// Is this a path of a file or folder that has a place? It stays inside, and below one of the folders that backups have.
bool hasPlace(std::string_view path, const BackupManifest& manifest);

} // namespace portico::host
