// SPDX-License-Identifier: Apache-2.0
// As in make_backup, root stays root for configuration and pages; plugins load their data in a child process as the server's
// user.
#include "host/backup/restore_backup.h"

#include "config/host_keys.h"
#include "host/backup/make_backup.h"
#include "host/backup/output_file.h"
#include "host/backup/pack.h"
#include "host/backup/places.h"
#include "host/backup/plugin_data.h"
#include "host/backup/replacement.h"
#include "host/backup/unpack.h"
#include "host/control/control_client.h"
#include "host/process/descriptors.h"
#include "host/process/failure.h"
#include "host/process/refusal.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <memory>
#include <stdexcept>
#include <system_error>

namespace portico::host {

namespace {

namespace fs = std::filesystem;

config::Settings settingsOf(const config::Sources& sources) {
    return config::parse(sources).check(config::hostKeys()).settings;
}

Options optionsIn(const Options& options, const fs::path& unpacked) {
    Options other = options;
    other.sources = sourcesIn(options.sources, unpacked);
    return other;
}

BackupManifest unpacked(int descriptor, const fs::path& folder, const std::string& name, const OnProgress& onProgress) {
    try {
        return unpackBackup(descriptor, folder, onProgress);
    } catch (const std::runtime_error& error) {
        throw std::runtime_error(name + " " + error.what() + "; nothing was changed");
    }
}

// Reads the restored configuration, and creates its plugins in a child process.
void trialLoad(const Options& options, const BackupManifest& manifest, const OnProgress& onProgress) {
    runInChild(
        [&](int) {
            PluginData(options).mustLoad(manifest.saved);
            return Sentences{};
        },
        [](int) {}, [&] { onProgress("trying the restored configuration", 0, 0); });
}

// Pages are restored to the folders that the restored configuration names, but never over a folder that has no pages now.
std::vector<Place> pagePlaces(const BackupManifest& manifest, const config::Settings& restored,
                              const config::Settings& present, const std::vector<Place>& configuration) {
    const std::vector<fs::path> wanted = pageFolders(restored, configuration);
    const std::vector<fs::path> known = pageFolders(present, configuration);
    std::vector<Place> places;
    for (const std::string& page : manifest.pages) {
        if (std::ranges::find(wanted, fs::path(page)) == wanted.end())
            throw std::runtime_error(
                "the backup contains pages from " + page +
                ", which pages.directories of its configuration does not name; nothing was changed");
        if (fs::exists(page) && !fs::is_empty(page) && std::ranges::find(known, fs::path(page)) == known.end())
            throw std::runtime_error(page +
                                     " would be replaced by pages from the backup, but is not a page folder now; move "
                                     "it away or name it in pages.directories; nothing was changed");
        places.push_back({"pages/" + std::to_string(places.size()), page});
    }
    return places;
}

// An existing folder is changed inside; a file or a missing path is replaced in the folder above.
void mustBeWritable(const std::vector<Place>& places) {
    for (const Place& place : places) {
        const fs::path folder = fs::is_directory(place.here) ? place.here : place.here.parent_path();
        if (fs::exists(folder) && ::access(folder.c_str(), W_OK | X_OK) != 0)
            throw std::runtime_error(place.here.string() + " cannot be replaced: " + folder.string() +
                                     " is not writable; run this as root; nothing was changed");
    }
}

// The configuration of another server on this machine would lead to that server's data.
void mustBeOwn(const config::Settings& restored, const config::Settings& present) {
    const fs::path state = restored.path("state.directory");
    const ControlTarget control = controlTarget(restored);
    std::error_code isMissing;
    if (!fs::equivalent(state, present.path("state.directory"), isMissing) && fs::is_directory(state) &&
        !fs::is_empty(state))
        throw std::runtime_error("the backup comes from a server that keeps its data in " + state.string() +
                                 ", which this one does not use; move that folder away, or restore the backup with the "
                                 "configuration of that server (--config); nothing was changed");
    if (control.socket != present.path("server.control") && askServer(control, "status"))
        throw std::runtime_error("the backup comes from a server that runs on this machine (" +
                                 control.socket.string() +
                                 "); restore the backup with the configuration of that server (--config); nothing was "
                                 "changed");
}

std::vector<std::string> sentencesOf(const std::vector<Place>& places, const BackupManifest& manifest,
                                     const fs::path& state) {
    std::vector<std::string> all;
    for (const Place& place : places) all.push_back(place.here.string());
    all.push_back(state.string() + ": keys and the data of plugins");
    for (const std::string& id : manifest.saved) all.push_back("the data of " + id);
    return all;
}

// Never the name of another archive: two may be made within one second.
fs::path keptName(const fs::path& state) {
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    ::gmtime_r(&now, &utc);
    char text[32];
    const std::string start =
        std::string(restoreArchivePrefix) + std::string(text, std::strftime(text, sizeof text, "%Y%m%dT%H%M%SZ", &utc));
    fs::path file = state / (start + ".tar.gz");
    for (int number = 2; fs::exists(file); ++number) file = state / (start + "-" + std::to_string(number) + ".tar.gz");
    return file;
}

Restored keepPresent(const BackupManifest& manifest, const Options& options, const std::string& version,
                     const fs::path& state, const OnProgress& onProgress) {
    if (!fs::is_directory(state))
        throw std::runtime_error("state.directory " + state.string() +
                                 " does not exist; start the server once to create it; "
                                 "nothing was changed");
    const fs::path file = keptName(state);
    try {
        OutputFile output(file);
        BackedUp kept =
            makeBackup(options, version, output.descriptor(), state, onProgress, OnSaveFailure::isCopiedAsFiles);
        output.complete();
        return {manifest, file, std::move(kept.failure)};
    } catch (const std::exception& error) {
        throw std::runtime_error("the current state cannot be saved to " + file.string() + ": " + sentenceOf(error) +
                                 "; nothing was changed");
    }
}

void loadState(const Options& options, const BackupManifest& manifest, const fs::path& state, const fs::path& unpacked,
               const OnProgress& onProgress) {
    constexpr std::string_view loading = "loading the data of plugins";
    runInChild(
        [&](int from) {
            const PluginData data(options);
            data.mustLoad(manifest.saved);
            const ScratchFolder scratch(state);
            TarReader stream(from, Packing::plain);
            unpackTree(stream, scratch.path());
            data.load(scratch.path());
            return Sentences{};
        },
        [&](int to) {
            TarWriter stream(to, Packing::plain);
            packTree(stream, unpacked / "state", summing(onProgress, loading));
            stream.end();
        },
        [&] { onProgress(loading, 0, 0); });
}

void replace(const Options& options, const BackupManifest& manifest, const std::vector<Place>& places,
             const fs::path& state, const fs::path& unpacked, const OnProgress& onProgress) {
    const OnBytes copied = summing(onProgress, "replacing configuration and pages");
    std::vector<std::unique_ptr<Replacement>> replaced;
    for (const Place& place : places) replaced.push_back(std::make_unique<Replacement>(place, unpacked, copied));
    loadState(options, manifest, state, unpacked, onProgress);
    for (const auto& one : replaced) one->keep();
}

} // namespace

// Standard input belongs to whoever started the command. O_NONBLOCK: opening a named pipe would wait for a writer.
base::Descriptor openBackup(const fs::path& file) {
    base::Descriptor descriptor(file == "-" ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
                                            : ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat about {};
    if (!descriptor || ::fstat(descriptor.get(), &about) != 0)
        throw std::runtime_error(file.string() + " cannot be read: " + std::generic_category().message(errno));
    if (file != "-") ::fcntl(descriptor.get(), F_SETFL, O_RDONLY);
    const bool isForeign = about.st_uid != 0 || (about.st_mode & 022) != 0;
    if (::geteuid() == 0 && file != "-" && isForeign)
        throw std::runtime_error(file.string() +
                                 " can be changed by users other than root, and a restore as root trusts all of it; if "
                                 "you trust it: chown root " +
                                 file.string() + "; chmod 600 " + file.string());
    return descriptor;
}

std::optional<Restored> restoreBackup(const Options& options, const std::string& version, int descriptor,
                                      const std::string& name, const RestoreCallbacks& callbacks) {
    raiseDescriptorLimit(); // one descriptor for each folder of the pages
    const ScratchFolder scratch;
    const BackupManifest manifest = unpacked(descriptor, scratch.path(), name, callbacks.onProgress);
    const Options others = optionsIn(options, scratch.path());
    std::vector<Place> places = configurationPlaces(options.sources);
    const config::Settings present = settingsOf(options.sources);
    const config::Settings settings = settingsOf(others.sources);
    for (Place& page : pagePlaces(manifest, settings, present, places)) places.push_back(std::move(page));
    // If the configuration is damaged, the folders of this server are not known.
    if (config::parse(options.sources).isWhole()) mustBeOwn(settings, present);
    mustBeWritable(places);
    trialLoad(others, manifest, callbacks.onProgress);
    const fs::path state = settings.path("state.directory");
    if (!callbacks.mayReplace(manifest, sentencesOf(places, manifest, state))) return std::nullopt;
    Restored restored{keepPresent(manifest, options, version, present.path("state.directory"), callbacks.onProgress)};
    callbacks.onArchived(restored.before);
    try {
        replace(options, manifest, places, state, scratch.path(), callbacks.onProgress);
    } catch (const std::exception& error) {
        throw std::runtime_error(
            sentenceOf(error) +
            "; configuration and pages are unchanged; if the data of other plugins has changed, restore it "
            "with `portico restore " +
            restored.before.string() + "`");
    }
    return restored;
}

} // namespace portico::host
