// SPDX-License-Identifier: Apache-2.0
#include "loader/file/discover.h"

#include <algorithm>
#include <map>
#include <set>
#include <system_error>

namespace portico::loader {

namespace {

namespace fs = std::filesystem;

bool isCandidate(const std::string& name) {
    return name.ends_with(".so") && !name.starts_with('.') && name.find(".dpkg-") == std::string::npos;
}

std::vector<fs::path> candidates(const fs::path& folder, std::error_code& error) {
    std::vector<fs::path> files;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
        if (isCandidate(at->path().filename().string())) files.push_back(at->path());
    return files;
}

} // namespace

Discovery discover(const std::vector<fs::path>& folders) {
    Discovery discovery;
    std::map<std::string, fs::path> first;
    std::set<fs::path> seen;
    for (const fs::path& folder : folders) {
        std::error_code error;
        const fs::path canonical = fs::canonical(folder, error);
        const std::vector<fs::path> files = error ? std::vector<fs::path>() : candidates(canonical, error);
        if (error) {
            discovery.faults.push_back(folder.string() + ": cannot be read (" + error.message() +
                                       "); create this folder or remove it from plugins.directories");
            continue;
        }
        if (!seen.insert(canonical).second) continue;
        discovery.folders.push_back(folder);
        for (const fs::path& file : files)
            if (const auto [known, isNew] = first.try_emplace(file.filename().string(), file); !isNew)
                discovery.shadowed.push_back({file, known->second});
    }
    for (auto& [name, file] : first) discovery.files.push_back(std::move(file));
    std::ranges::sort(discovery.shadowed, {}, &Shadowed::file);
    return discovery;
}

} // namespace portico::loader
