// SPDX-License-Identifier: Apache-2.0
// A process that is root stays root for the configuration and the archive; a child process reads the data of plugins as the
// server's user and sends it to the parent.
#include "host/backup/make_backup.h"

#include "config/host_keys.h"
#include "host/backup/file_tree.h"
#include "host/backup/pack.h"
#include "host/backup/places.h"
#include "host/backup/plugin_data.h"
#include "host/backup/scratch_folder.h"
#include "host/backup/unpack.h"
#include "host/process/become_owner.h"
#include "host/process/descriptors.h"
#include "host/process/failure.h"

#include <ctime>

namespace portico::host {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view saving = "saving the data of plugins";

std::string timeNow() {
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    ::gmtime_r(&now, &utc);
    char text[32];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc)};
}

// The path of a place has no links: one that is there now is an error.
void copyPlace(const Place& place, const fs::path& scratch, Sentences& leftOut, const OnBytes& onBytes) {
    const fs::path to = scratch / place.inBackup;
    fs::create_directories(to.parent_path());
    if (fs::exists(place.here.parent_path()))
        copyTree(OpenFolder(place.here.parent_path()), place.here.filename(), to, linksIn(place), leftOut, onBytes);
}

// The child sends its data when all plugins have saved theirs.
void receiveState(int from, const fs::path& folder, const OnProgress& onProgress) {
    awaitInput(from, [&] { onProgress(saving, 0, 0); });
    TarReader stream(from, Packing::plain);
    unpackTree(stream, folder, summing(onProgress, saving));
}

// Runs in the child process, as the server's user. Returns the failure, which may be empty, and then what was left out.
Sentences sendState(const Options& options, const fs::path& state, const fs::path& beside, int to,
                    OnSaveFailure failing) {
    Sentences leftOut;
    std::string failure;
    std::optional<ScratchFolder> scratch;
    try {
        const PluginData data(options);
        scratch.emplace(folderWithMostSpace({beside, state}));
        data.save(scratch->path(), leftOut);
    } catch (const std::exception& error) {
        if (failing == OnSaveFailure::isRefused) throw;
        failure = sentenceOf(error);
        becomeOwnerOf(state);
        leftOut.clear();
        scratch.reset();
        scratch.emplace(folderWithMostSpace({beside, state}));
        copyState(state, scratch->path(), leftOut);
    }
    TarWriter stream(to, Packing::plain);
    packTree(stream, scratch->path());
    stream.end();
    leftOut.insert(leftOut.begin(), failure);
    return leftOut;
}

std::vector<std::string> foldersIn(const fs::path& folder) {
    std::vector<std::string> names;
    if (fs::is_directory(folder))
        for (const fs::directory_entry& entry : fs::directory_iterator(folder))
            names.push_back(entry.path().filename().string());
    return names;
}

} // namespace

BackedUp makeBackup(const Options& options, const std::string& version, int descriptor, const fs::path& beside,
                    const OnProgress& onProgress, OnSaveFailure failing) {
    raiseDescriptorLimit(); // one descriptor for each level of folders
    const config::Settings settings = config::parse(options.sources).check(config::hostKeys()).settings;
    const ScratchFolder scratch(folderWithMostSpace({beside}));
    fs::create_directory(scratch.path() / "state");
    BackedUp made;
    made.leftOut = runInChild(
        [&](int to) { return sendState(options, settings.path("state.directory"), beside, to, failing); },
        [&](int from) { receiveState(from, scratch.path() / "state", onProgress); }, [&] { onProgress(saving, 0, 0); });
    made.failure = made.leftOut.front();
    made.leftOut.erase(made.leftOut.begin());
    const OnBytes copied = summing(onProgress, "copying configuration and pages");
    const std::vector<Place> places = configurationPlaces(options.sources);
    for (const Place& place : places) copyPlace(place, scratch.path(), made.leftOut, copied);
    BackupManifest manifest{.version = version, .made = timeNow()};
    for (const fs::path& folder : pageFolders(settings, places)) {
        const std::string name = "pages/" + std::to_string(manifest.pages.size());
        copyPlace({name, folder}, scratch.path(), made.leftOut, copied);
        manifest.pages.push_back(folder.string());
    }
    manifest.saved = foldersIn(scratch.path() / "state/saved");
    made.manifest = packBackup(descriptor, scratch.path(), std::move(manifest), onProgress);
    return made;
}

} // namespace portico::host
