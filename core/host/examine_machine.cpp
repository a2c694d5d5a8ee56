// SPDX-License-Identifier: Apache-2.0
// What the doctor looks at outside of the program.
#include "host/examine_machine.h"

#include <ctime>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/timex.h>

namespace portico::host {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t leastSpace = 256ULL << 20; // databases and their journals need room to breathe
constexpr std::time_t longAgo = 1767225600;        // 2026: no clock that is right was before

std::string remedyFor(const fs::path& state, const struct stat& about) {
    return "chown -R " + std::to_string(about.st_uid) + ":" + std::to_string(about.st_gid) + " " + state.string() +
           " && chmod -R go= " + state.string();
}

} // namespace

void examineFiles(std::vector<Finding>& findings, const fs::path& state) {
    struct stat folder {};
    if (::stat(state.c_str(), &folder) != 0) {
        findings.push_back({Verdict::Notice, "files",
                            state.string() + " is not there; the server makes it when it starts",
                            "systemctl start portico"});
        return;
    }
    const std::size_t before = findings.size();
    if ((folder.st_mode & 077) != 0)
        findings.push_back({Verdict::Bad, "files", state.string() + " is open to others", remedyFor(state, folder)});
    std::error_code error;
    fs::recursive_directory_iterator files(state, error);
    for (const fs::recursive_directory_iterator end; !error && files != end; files.increment(error)) {
        struct stat about {};
        if (::lstat(files->path().c_str(), &about) == 0 && about.st_uid != folder.st_uid)
            findings.push_back({Verdict::Bad, "files", files->path().string() + " does not belong to the server's user",
                                remedyFor(state, folder)});
    }
    if (error)
        findings.push_back({Verdict::Bad, "files", state.string() + ": " + error.message(),
                            "run the doctor as root or as the server's user"});
    if (findings.size() == before)
        findings.push_back({Verdict::Good, "files", state.string() + " is the server's alone"});
}

void examineClock(std::vector<Finding>& findings) {
    struct timex about {};
    if (std::time(nullptr) < longAgo)
        findings.push_back({Verdict::Bad, "clock",
                            "it is in the past, so logins and certificates end at the wrong time",
                            "timedatectl set-ntp true"});
    else if (::adjtimex(&about) == TIME_ERROR && (about.status & STA_UNSYNC) != 0)
        findings.push_back({Verdict::Notice, "clock", "nothing sets it by a server of the network",
                            "apt-get install systemd-timesyncd"});
    else
        findings.push_back({Verdict::Good, "clock", "it is kept right"});
}

void examineDisk(std::vector<Finding>& findings, const fs::path& state) {
    struct statvfs about {};
    if (::statvfs(state.c_str(), &about) != 0) return;
    const std::uint64_t left = about.f_bavail * about.f_frsize;
    const std::string megabytes = std::to_string(left >> 20) + " MiB";
    const bool few = left < leastSpace || (about.f_files > 0 && about.f_favail < 1000);
    findings.push_back({few ? Verdict::Bad : Verdict::Good, "disk", megabytes + " are left for " + state.string(),
                        few ? "df -h " + state.string() + "; df -i " + state.string() : ""});
}

} // namespace portico::host
