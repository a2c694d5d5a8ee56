// SPDX-License-Identifier: Apache-2.0
// Which templates are pages with an address.
#include "page_files.h"

#include <map>
#include <stdexcept>

namespace pages_jinja {

namespace {

namespace fs = std::filesystem;

bool isHidden(const fs::path& part) {
    const std::string name = part.string();
    return name.front() == '_' || name.front() == '.';
}

// "index" -> "/", "team/index" -> "/team", "private" -> "/private".
std::string pathOf(const std::string& name) {
    const std::string path = "/" + name;
    const std::string end = "/index";
    if (path.size() < end.size() || path.compare(path.size() - end.size(), end.size(), end) != 0) return path;
    return path.size() == end.size() ? "/" : path.substr(0, path.size() - end.size());
}

void collect(const fs::path& folder, std::map<std::string, fs::path>& pages) {
    for (auto at = fs::recursive_directory_iterator(folder); at != fs::recursive_directory_iterator(); ++at) {
        const fs::path& path = at->path();
        const bool assets = at.depth() == 0 && path.filename() == "assets";
        if (at->is_directory() && (isHidden(path.filename()) || assets)) at.disable_recursion_pending();
        if (!at->is_regular_file() || isHidden(path.filename()) || path.extension() != ".html") continue;
        pages.emplace(path.lexically_relative(folder).replace_extension().generic_string(), path);
    }
}

void check(const std::vector<fs::path>& folders) {
    std::string wanted;
    bool found = false;
    for (const fs::path& folder : folders) {
        if (!folder.is_absolute())
            throw std::runtime_error("plugins.pages_jinja.directories: \"" + folder.string() +
                                     "\" is no absolute path");
        wanted += (wanted.empty() ? "" : ", ") + folder.string();
        found = found || fs::is_directory(folder);
    }
    if (!found)
        throw std::runtime_error("plugins.pages_jinja.directories: there is no folder with pages; looked for " +
                                 (wanted.empty() ? "none" : wanted));
}

} // namespace

std::vector<PageFile> pageFiles(const std::vector<fs::path>& folders) {
    check(folders);
    std::map<std::string, fs::path> pages;
    for (const fs::path& folder : folders) {
        try {
            if (fs::is_directory(folder)) collect(folder, pages);
        } catch (const fs::filesystem_error& error) {
            throw std::runtime_error(folder.string() + ": " + error.code().message());
        }
    }
    std::vector<PageFile> all;
    all.reserve(pages.size());
    for (auto& [name, file] : pages) all.push_back({name, pathOf(name), file});
    return all;
}

} // namespace pages_jinja
