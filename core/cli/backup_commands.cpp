// SPDX-License-Identifier: Apache-2.0
// `portico backup` and `restore`.
#include "cli/backup_commands.h"

#include "cli/control_answer.h"
#include "cli/control_commands.h"
#include "cli/host_options.h"
#include "host/backup/make_backup.h"
#include "host/backup/output_file.h"
#include "host/backup/restore_backup.h"
#include "host/control/control_client.h"
#include "host/process/refusal.h"

#include <unistd.h>

#include <iostream>

namespace portico::cli {

namespace {

namespace fs = std::filesystem;

constexpr const char* streams = "-";

std::string sizeOf(std::uint64_t bytes) {
    return bytes < 1024 * 1024 ? std::to_string((bytes + 1023) / 1024) + " KiB" : std::to_string(bytes >> 20U) + " MiB";
}

// On standard error: standard output may be the archive.
void tell(const host::BackedUp& made, const std::string& file) {
    for (const std::string& path : made.leftOut)
        std::cerr << "portico: note: left out " << path << ": it is neither a file nor a folder\n";
    std::cerr << "portico: note: " << file
              << " holds keys, password hashes and logins: who can read it can be anybody on this site\n"
              << "backed up " << made.manifest.files.size() << " files (" << sizeOf(made.manifest.bytes()) << ") into "
              << file << '\n';
}

host::BackedUp backUpInto(const fs::path& target, const Invocation& invocation) {
    host::OutputFile output(target);
    try {
        host::BackedUp made =
            host::makeBackup(hostOptions(invocation), PORTICO_VERSION, output.descriptor(), target.parent_path());
        output.complete();
        return made;
    } catch (const host::Refusal&) {
        throw; // of the configuration
    } catch (const std::runtime_error& error) {
        throw std::runtime_error("no backup was written to " + target.string() + ": " + error.what());
    }
}

int backup(const Invocation& invocation) {
    const std::string& file = invocation.operands().front();
    if (file == streams) {
        if (::isatty(STDOUT_FILENO) != 0)
            throw UsageError("standard output is a terminal; write `portico backup - >FILE`");
        tell(host::makeBackup(hostOptions(invocation), PORTICO_VERSION, STDOUT_FILENO, {}), "standard output");
        return Done;
    }
    tell(backUpInto(fs::absolute(file), invocation), file);
    return Done;
}

bool mayReplace(const host::BackupManifest& manifest, const std::vector<std::string>& places) {
    std::cerr << "The backup was made at " << manifest.made << " by portico " << manifest.version << ". It replaces\n";
    for (const std::string& place : places) std::cerr << "  " << place << '\n';
    std::cerr << "Who logged in since then has to log in again. Replace it? [y/N] " << std::flush;
    std::string answer;
    return std::getline(std::cin, answer) && (answer == "y" || answer == "Y" || answer == "yes");
}

// The socket of the server that runs: the restored configuration may name another one.
void reloadServer(const fs::path& control, const fs::path& before) try {
    if (const auto answer = askAt(control, "reload"))
        tellReload(*answer);
    else
        std::cout << "no server runs; it takes this on at its start\n";
} catch (const host::Refusal& refusal) {
    std::vector<std::string> reasons = refusal.reasons();
    reasons.push_back("restored, but not taken on; to have back what was there: portico restore " + before.string());
    throw host::Refusal(std::move(reasons));
}

int restore(const Invocation& invocation) {
    const std::string& file = invocation.operands().front();
    const bool yes = invocation.has("yes");
    if (file == streams && !yes) throw UsageError("with - nobody can be asked; add --yes");
    const host::Options options = hostOptions(invocation);
    const fs::path control = host::controlFile(options);
    const auto archive = host::openBackup(file);
    const auto restored = host::restoreBackup(
        options, PORTICO_VERSION, archive.get(), file == streams ? "standard input" : file,
        [yes](const auto& manifest, const auto& places) { return yes || mayReplace(manifest, places); },
        [](const fs::path& before) { // before anything changes: if this is cut off, it is the way back
            std::cerr << "portico: note: what is there now is kept in " << before.string() << '\n';
        });
    if (!restored) throw std::runtime_error("nothing was changed");
    if (!restored->failure.empty())
        std::cerr << "portico: note: what was there could not be saved by the plugins, and was kept as files: "
                  << restored->failure << '\n';
    std::cout << "restored the backup of " << restored->manifest.made << "\nwhat was there before is in "
              << restored->before.string() << '\n'
              << std::flush;
    reloadServer(control, restored->before);
    return Done;
}

} // namespace

std::vector<Command> backupCommands() {
    return {
        {"backup", "FILE", 1, 1,
         "Copy configuration, pages, keys and the data of plugins into one archive, while the server runs; - writes it "
         "to "
         "standard output.",
         withHostOptions({}), backup},
        {"restore", "FILE", 1, 1,
         "Put a backup in the place of what is there, and keep that; - reads it from standard input.",
         withHostOptions({{"yes", "", "Do not ask before anything is replaced."}}), restore},
    };
}

} // namespace portico::cli
