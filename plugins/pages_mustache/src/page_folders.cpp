// SPDX-License-Identifier: Apache-2.0
// Looks for templates in the folders.
#include "page_folders.h"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <sys/stat.h>

namespace pages_mustache {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view ending = ".mustache";
constexpr std::size_t longestName = 200;

// The parts of "a/b/c" one by one, until `part` returns false.
template <class Part>
bool everyPart(std::string_view name, Part&& part) {
    for (;;) {
        const std::size_t slash = name.find('/');
        if (!part(name.substr(0, slash))) return false;
        if (slash == std::string_view::npos) return true;
        name.remove_prefix(slash + 1);
    }
}

bool isName(std::string_view name) {
    if (name.size() > longestName || name.find('\0') != std::string_view::npos) return false;
    return everyPart(name, [](std::string_view part) { return !part.empty() && part.front() != '.'; });
}

bool isHidden(std::string_view part) { return part.front() == '_' || part.front() == '.'; }

void collect(const fs::path& folder, std::set<std::string>& names) {
    const auto options = fs::directory_options::follow_directory_symlink;
    for (auto at = fs::recursive_directory_iterator(folder, options); at != fs::recursive_directory_iterator(); ++at) {
        const std::string file = at->path().filename().string();
        if (isHidden(file) || (at.depth() == 0 && file == "assets")) {
            at.disable_recursion_pending();
            continue;
        }
        if (at.depth() > 16) throw std::invalid_argument(at->path().string() + ": folders within folders without end");
        if (!at->is_regular_file() || at->path().extension() != ending) continue;
        const std::string path = fs::path(at->path()).replace_extension().lexically_relative(folder).generic_string();
        names.insert(path);
    }
}

} // namespace

PageFolders::PageFolders(std::vector<std::string> folders) {
    std::string wanted;
    for (const std::string& folder : folders) {
        if (!fs::path(folder).is_absolute()) throw std::invalid_argument("\"" + folder + "\" is no absolute path");
        wanted += (wanted.empty() ? "" : ", ") + folder;
        folders_.emplace_back(folder);
    }
    const auto exists = [](const fs::path& folder) { return fs::is_directory(folder); };
    if (std::none_of(folders_.begin(), folders_.end(), exists))
        throw std::invalid_argument("there is no folder with pages; looked for " + (wanted.empty() ? "none" : wanted));
}

std::optional<TemplateFile> PageFolders::find(std::string_view name) const {
    if (!isName(name)) return std::nullopt;
    for (const fs::path& folder : folders_) {
        std::string path = (folder / name).string().append(ending);
        struct stat found {};
        if (::stat(path.c_str(), &found) != 0 || !S_ISREG(found.st_mode)) continue;
        return TemplateFile{std::move(path),
                            {found.st_mtim.tv_sec, found.st_mtim.tv_nsec, found.st_size, found.st_ino}};
    }
    return std::nullopt;
}

std::vector<std::string> PageFolders::addressed() const {
    std::set<std::string> names;
    for (const fs::path& folder : folders_)
        if (fs::is_directory(folder)) collect(folder, names);
    return {names.begin(), names.end()};
}

} // namespace pages_mustache
