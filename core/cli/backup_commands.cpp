// SPDX-License-Identifier: Apache-2.0
// `portico backup` and `restore`.
#include "cli/commands.h"

#include "cli/control_answer.h"
#include "cli/host_options.h"
#include "cli/progress.h"
#include "host/backup/make_backup.h"
#include "host/backup/output_file.h"
#include "host/backup/restore_backup.h"
#include "host/control/control_client.h"
#include "host/process/failure.h"
#include "host/process/refusal.h"

#include <unistd.h>

#include <iostream>
#include <optional>

namespace portico::cli {

namespace {

namespace fs = std::filesystem;

constexpr const char* streams = "-";

std::string sizeOf(std::uint64_t bytes) {
    return bytes < 1024 * 1024 ? std::to_string((bytes + 1023) / 1024) + " KiB" : std::to_string(bytes >> 20U) + " MiB";
}

host::OnProgress shownBy(Progress& progress) {
    return [&progress](std::string_view what, std::uint64_t bytes, std::uint64_t total) {
        progress.show(what, bytesDone(bytes, total));
    };
}

// Clears the progress line when it is done, before anything else is printed.
host::BackedUp makeBackup(const Invocation& invocation, int descriptor, const fs::path& beside) {
    Progress progress;
    return host::makeBackup(hostOptions(invocation), PORTICO_VERSION, descriptor, beside, shownBy(progress));
}

// On standard error: standard output may be the archive.
void tell(const host::BackedUp& made, const std::string& file) {
    for (const std::string& path : made.leftOut)
        std::cerr << "portico: note: left out " << path << ": it is neither a file nor a folder\n";
    std::cerr
        << "portico: note: " << file
        << " contains keys, password hashes and sessions: anyone who can read it can log in as any user of the site\n"
        << "backed up " << made.manifest.files.size() << " files (" << sizeOf(made.manifest.bytes()) << ") into "
        << file << '\n';
}

host::BackedUp backUpInto(const fs::path& target, const Invocation& invocation) {
    host::OutputFile output(target);
    try {
        host::BackedUp made = makeBackup(invocation, output.descriptor(), target.parent_path());
        output.complete();
        return made;
    } catch (const host::Refusal&) {
        throw; // of the configuration
    } catch (const std::runtime_error& error) {
        throw std::runtime_error("no backup was written to " + target.string() + ": " + host::sentenceOf(error));
    }
}

int backup(const Invocation& invocation) {
    const std::string& file = invocation.operands().front();
    if (file == streams) {
        if (::isatty(STDOUT_FILENO) != 0)
            throw UsageError("standard output is a terminal; write `portico backup - >FILE`");
        tell(makeBackup(invocation, STDOUT_FILENO, {}), "standard output");
        return Done;
    }
    tell(backUpInto(fs::absolute(file), invocation), file);
    return Done;
}

bool mayReplace(const host::BackupManifest& manifest, const std::vector<std::string>& places) {
    std::cerr << "The backup was made at " << manifest.made << " by portico " << manifest.version << ". It replaces\n";
    for (const std::string& place : places) std::cerr << "  " << place << '\n';
    std::cerr << "Users who logged in since then must log in again. Replace it? [y/N] " << std::flush;
    std::string answer;
    return std::getline(std::cin, answer) && (answer == "y" || answer == "Y" || answer == "yes");
}

// Nothing if the configuration is damaged.
std::optional<host::ControlTarget> runningServer(const host::Options& options) try {
    return host::controlTarget(options);
} catch (const host::Refusal&) {
    return std::nullopt;
}

// `running`: before the restore, because the restored configuration may name another socket.
void reloadServer(const std::optional<host::ControlTarget>& running, const host::Options& options,
                  const fs::path& before, Progress& progress) try {
    progress.show("waiting until the server has reloaded");
    const auto answer = askAt(running ? *running : host::controlTarget(options), "reload");
    progress.clear();
    if (answer)
        tellReload(*answer);
    else
        std::cout << "no server runs; the restored data is used at its next start\n";
} catch (const host::Refusal& refusal) {
    std::vector<std::string> reasons = refusal.reasons();
    reasons.push_back(
        "restored, but the running server did not reload; to return to the previous state: portico restore " +
        before.string());
    throw host::Refusal(std::move(reasons));
}

int restore(const Invocation& invocation) {
    const std::string& file = invocation.operands().front();
    const bool yes = invocation.has("yes");
    if (file == streams && !yes) throw UsageError("restore - cannot ask for confirmation; add --yes");
    const host::Options options = hostOptions(invocation);
    const std::optional<host::ControlTarget> running = runningServer(options);
    const auto archive = host::openBackup(file);
    Progress progress;
    const host::RestoreCallbacks callbacks{
        .mayReplace =
            [&](const auto& manifest, const auto& places) {
                progress.clear();
                return yes || mayReplace(manifest, places);
            },
        .onArchived =
            [&](const fs::path& before) {
                // Before anything changes: after an interruption, this backup allows going back.
                progress.clear();
                std::cerr << "portico: note: the current state is saved in " << before.string() << '\n';
            },
        .onProgress = shownBy(progress),
    };
    const auto restored = host::restoreBackup(options, PORTICO_VERSION, archive.get(),
                                              file == streams ? "standard input" : file, callbacks);
    progress.clear();
    if (!restored) throw std::runtime_error("nothing was changed");
    if (!restored->failure.empty())
        std::cerr << "portico: note: the plugins could not save the previous state; it was copied as files: "
                  << restored->failure << '\n';
    std::cout << "restored the backup of " << restored->manifest.made << "\nthe previous state is saved in "
              << restored->before.string() << '\n'
              << std::flush;
    reloadServer(running, options, restored->before, progress);
    return Done;
}

} // namespace

std::vector<Command> backupCommands() {
    return {
        {"backup", "FILE", 1, 1,
         "Write configuration, pages, keys and the data of plugins to an archive, while the server runs; - means "
         "standard "
         "output.",
         withHostOptions({}), backup},
        {"restore", "FILE", 1, 1, "Restore a backup and save the previous state; - reads standard input.",
         withHostOptions({{"yes", "", "Do not ask for confirmation."}}), restore},
    };
}

} // namespace portico::cli
