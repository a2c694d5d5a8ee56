// SPDX-License-Identifier: Apache-2.0
// What the doctor examines outside of the program: files, descriptors, clock, disk.
#include "host/doctor/examine_machine.h"

#include "config/file_policy.h"
#include "host/backup/restore_backup.h"
#include "host/process/descriptors.h"

#include <limits>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/timex.h>

namespace portico::host {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t leastSpace = 256ULL << 20; // databases and their journals need space
constexpr std::uint64_t leastFiles = 1000;
constexpr std::time_t longAgo = 1767225600; // 2026-01-01: a correct clock is later

std::string remedyFor(const fs::path& state, const struct stat& about) {
    return "chown -R " + std::to_string(about.st_uid) + ":" + std::to_string(about.st_gid) + " " + state.string() +
           " && chmod -R go= " + state.string();
}

bool isRootsArchive(const fs::path& file, const fs::path& state, const struct stat& about) {
    return about.st_uid == 0 && (about.st_mode & 077) == 0 && file.parent_path() == state &&
           file.filename().string().starts_with(restoreArchivePrefix);
}

} // namespace

void examineFiles(Findings& findings, const fs::path& state) {
    struct stat folder {};
    if (::stat(state.c_str(), &folder) != 0) {
        findings.push_back({Verdict::Notice, "files",
                            state.string() + " does not exist; the server creates it when it starts",
                            "systemctl start portico"});
        return;
    }
    const std::size_t before = findings.size();
    if ((folder.st_mode & 077) != 0)
        findings.push_back(
            {Verdict::Bad, "files", state.string() + " is accessible to other users", remedyFor(state, folder)});
    std::error_code error;
    fs::recursive_directory_iterator files(state, error);
    for (const fs::recursive_directory_iterator end; !error && files != end; files.increment(error)) {
        struct stat about {};
        if (::lstat(files->path().c_str(), &about) == 0 && about.st_uid != folder.st_uid &&
            !isRootsArchive(files->path(), state, about))
            findings.push_back({Verdict::Bad, "files", files->path().string() + " does not belong to the server's user",
                                remedyFor(state, folder)});
    }
    if (error)
        findings.push_back({Verdict::Bad, "files", state.string() + ": " + error.message(),
                            "run the doctor as root or as the server's user"});
    if (findings.size() == before)
        findings.push_back({Verdict::Good, "files", state.string() + " is accessible only to the server's user"});
}

void examineCache(Findings& findings, const fs::path& cache, uid_t user) {
    std::error_code isMissing;
    if (!fs::exists(cache, isMissing)) return; // the server creates it
    for (const config::PolicyViolation& found : config::violationsOfFolder(cache, config::FileUse::code, user))
        findings.push_back({Verdict::Bad, "files", "plugins.cache: " + cache.string() + ' ' + found.text(),
                            "rm -r " + cache.string() + "; systemctl restart portico.service"});
}

// The server raises its own limit; if it is not running, the limit that this process can reach is an estimate.
void examineDescriptors(Findings& findings, const config::Settings& settings, pid_t server) {
    if (server == 0) raiseDescriptorLimit();
    const auto limit = descriptorLimitOf(server);
    if (limit)
        findings.push_back(
            judgeDescriptors(static_cast<std::uint64_t>(settings.integer("limits.connections")), *limit));
}

Finding judgeDescriptors(std::uint64_t connections, std::uint64_t limit) {
    if (auto missing = missingDescriptors(connections, limit))
        return {Verdict::Notice, "descriptors", std::move(*missing), "systemctl edit portico.service"};
    return {Verdict::Good, "descriptors",
            "there are enough for limits.connections (" + std::to_string(connections) + ")"};
}

void examineClock(Findings& findings) {
    struct timex about {};
    const bool isKeptRight = ::adjtimex(&about) != TIME_ERROR || (about.status & STA_UNSYNC) == 0;
    findings.push_back(judgeClock(std::time(nullptr), isKeptRight));
}

Finding judgeClock(std::time_t now, bool isKeptRight) {
    if (now < longAgo)
        return {Verdict::Bad, "clock", "it is in the past, so logins and certificates expire at the wrong time",
                "timedatectl set-ntp true"};
    if (!isKeptRight)
        return {Verdict::Notice, "clock", "it is not synchronized with a time server",
                "apt-get install systemd-timesyncd"};
    return {Verdict::Good, "clock", "it is synchronized"};
}

void examineDisk(Findings& findings, const fs::path& state) {
    struct statvfs about {};
    if (::statvfs(state.c_str(), &about) != 0) return;
    // A file system that does not count files reports zero.
    const std::uint64_t files = about.f_files > 0 ? about.f_favail : std::numeric_limits<std::uint64_t>::max();
    findings.push_back(judgeDisk(state, about.f_bavail * about.f_frsize, files));
}

Finding judgeDisk(const fs::path& state, std::uint64_t bytes, std::uint64_t files) {
    if (files < leastFiles)
        return {Verdict::Bad, "disk",
                "only " + std::to_string(files) + " more files can be created in " + state.string(),
                "df -i " + state.string()};
    const std::string left = std::to_string(bytes >> 20) + " MiB are left for " + state.string();
    if (bytes < leastSpace) return {Verdict::Bad, "disk", left, "df -h " + state.string()};
    return {Verdict::Good, "disk", left};
}

} // namespace portico::host
