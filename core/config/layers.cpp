// SPDX-License-Identifier: Apache-2.0
// Finds the files and assigns every layer to the draft, in the order of layers.h.
#include "config/layers.h"

#include "config/conf_file.h"
#include "config/text_file.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <map>
#include <system_error>

namespace portico::config {

namespace {

namespace fs = std::filesystem;

Fault unreadable(Level level, const fs::path& path, const std::string& problem) {
    return {{level, path.string()}, "cannot be read: " + problem, "check its name, type and permissions"};
}

Fault distrusted(Level level, const fs::path& path, const PolicyViolation& found) {
    return {{level, path.string()}, found.what, found.advice};
}

Origin originAt(Level level, const fs::path& path, Position at) { return {level, path.string(), at.line, at.column}; }

// Files that untrusted users may have written are not read.
bool isDistrusted(Draft& draft, Level level, const fs::path& path, const std::vector<PolicyViolation>& found) {
    for (const PolicyViolation& one : found) draft.fail(distrusted(level, path, one));
    return !found.empty();
}

void assignFile(Draft& draft, Level level, const fs::path& path, const Path& prefix = {}) {
    if (isSwitchedOff(path)) {
        isDistrusted(draft, level, path, violationsAbove(path, ::geteuid())); // an untrusted user may have masked it
        return;
    }
    const TextFile file = readTextFile(path);
    if (!file.problem.empty()) return draft.fail(unreadable(level, path, file.problem));
    if (isDistrusted(draft, level, path, file.violations(FileUse::settings))) return;
    ConfFile content = readConfFile(file.text);
    if (content.error)
        return draft.fail({originAt(level, path, content.error->at), "not valid TOML: " + content.error->what,
                           "correct the line; write strings and durations in quotes, e.g. idle = \"5s\""});
    const bool isOpen = (file.about.st_mode & S_IROTH) != 0;
    for (Entry& entry : content.entries) {
        entry.path.insert(entry.path.begin(), prefix.begin(), prefix.end());
        draft.assign({std::move(entry.path), std::move(entry.value), originAt(level, path, entry.nameAt),
                      originAt(level, path, entry.valueAt), isOpen ? path.string() : ""});
    }
}

void assignFileIfThere(Draft& draft, Level level, const fs::path& path) {
    std::error_code error;
    if (fs::symlink_status(path, error).type() != fs::file_type::not_found) assignFile(draft, level, path);
}

// The entries of a folder, if it exists. An unreadable folder is a fault: its settings must not be ignored silently.
std::vector<fs::path> listFolder(Draft& draft, Level level, const fs::path& folder) {
    std::vector<fs::path> found;
    std::error_code error;
    if (fs::is_directory(folder, error) &&
        isDistrusted(draft, level, folder, violationsOfFolder(folder, FileUse::settings, ::geteuid())))
        return found;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        found.push_back(entry->path());
    if (error && error != std::errc::no_such_file_or_directory) draft.fail(unreadable(level, folder, error.message()));
    return found;
}

// By name, so that a file in a later folder masks one of the same name in an earlier folder. std::map sorts like the C locale.
std::map<std::string, fs::path> dropIns(Draft& draft, Level level, const std::vector<fs::path>& folders,
                                        const std::string& name) {
    std::map<std::string, fs::path> files;
    for (const fs::path& folder : folders)
        for (const fs::path& path : listFolder(draft, level, folder / name)) {
            const std::string file = path.filename().string();
            if (file.ends_with(".toml") && !file.starts_with('.')) files[file] = path;
        }
    return files;
}

// Users who can remove or create conf.d control the configuration as much as those who can write there.
bool isOpenToOthers(Draft& draft, const fs::path& folder) {
    return std::ranges::any_of(std::array{"conf.d", "plugins.d"}, [&](const char* name) {
        return isDistrusted(draft, Level::dropIn, folder / name, violationsAbove(folder / name, ::geteuid()));
    });
}

void assignFolders(Draft& draft, const std::vector<fs::path>& folders) {
    if (std::ranges::any_of(folders, [&](const fs::path& folder) { return isOpenToOthers(draft, folder); })) return;
    for (const auto& [name, path] : dropIns(draft, Level::dropIn, folders, "conf.d"))
        assignFile(draft, Level::dropIn, path);
    for (const auto& [name, path] : dropIns(draft, Level::pluginFile, folders, "plugins.d"))
        assignFile(draft, Level::pluginFile, path, {"plugins", path.stem().string()});
}

// For messages without "./". A path with ".." remains: after a symbolic link it leads elsewhere than its text says.
fs::path asTheKernelReads(const fs::path& path) {
    const fs::path whole = fs::absolute(path);
    return std::ranges::find(whole, fs::path("..")) == whole.end() ? whole.lexically_normal() : whole;
}

// The packaged file is always read, even if --config replaces the administrator's file.
void assignFiles(Draft& draft, const Sources& sources) {
    const fs::path packaged = sources.packaged.value_or(sources.root / "usr/lib/portico");
    assignFileIfThere(draft, Level::packaged, packaged / "portico.toml");
    if (!sources.main) {
        const fs::path local = sources.local.value_or(sources.root / "etc/portico");
        assignFileIfThere(draft, Level::mainFile, local / "portico.toml");
        return assignFolders(draft, {packaged, local});
    }
    const fs::path main = asTheKernelReads(*sources.main);
    if (fs::is_directory(main)) {
        assignFileIfThere(draft, Level::mainFile, main / "portico.toml");
        return assignFolders(draft, {packaged, main});
    }
    assignFile(draft, Level::mainFile, main);
    assignFolders(draft, {packaged, main.parent_path()});
}

// A credential is a file named like its key, e.g. plugins.NAME.signing_key. Other files in the folder are ignored.
void assignCredentials(Draft& draft, const Environment& environment) {
    const auto folder = environment.find("CREDENTIALS_DIRECTORY");
    if (folder == environment.end() || folder->second.empty()) return;
    std::vector<fs::path> files = listFolder(draft, Level::credential, folder->second);
    std::ranges::sort(files);
    for (const fs::path& file : files) {
        const Origin origin{Level::credential, "credential " + file.filename().string()};
        assignSecret(draft, splitName(file.filename().string()), file, origin);
    }
}

// Where systemd puts the credentials of the service; for commands that run outside of it.
constexpr const char* ofService = "/run/credentials/portico.service";

fs::path credentialsFolder(const Environment& environment) {
    const auto folder = environment.find("CREDENTIALS_DIRECTORY");
    std::error_code ignored; // it may be inaccessible
    if (folder != environment.end()) return folder->second;
    return fs::is_directory(ofService, ignored) ? ofService : fs::path();
}

void assignSet(Draft& draft, const std::string& set) {
    const std::size_t equals = set.find('=');
    const Origin origin{Level::commandLine, "--set " + set.substr(0, equals)};
    if (equals == std::string::npos || equals == 0)
        return draft.fail({origin, "has no key or no \"=\"", "write --set key=value"});
    draft.assign({splitName(set.substr(0, equals)), Untyped{set.substr(equals + 1)}, origin, origin});
}

} // namespace

Draft parse(const Sources& sources) {
    Draft draft;
    draft.setCredentials(credentialsFolder(sources.environment));
    assignFiles(draft, sources);
    assignCredentials(draft, sources.environment);
    assignEnvironment(draft, sources.environment);
    for (const std::string& set : sources.sets) assignSet(draft, set);
    return draft;
}

} // namespace portico::config
