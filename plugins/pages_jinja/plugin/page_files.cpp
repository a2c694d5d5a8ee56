// SPDX-License-Identifier: Apache-2.0
// The templates in the folders.
#include "plugin/page_files.h"

#include <portico/page_address.hpp>

#include <algorithm>
#include <map>
#include <stdexcept>
#include <utility>

namespace pages_jinja {

namespace {

namespace fs = std::filesystem;

bool isNotThere(const std::error_code& error) {
    return error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory;
}

class Collection {
public:
    void add(const fs::path& folder) {
        folder_ = folder;
        addBelow(folder);
    }
    std::map<std::string, PageFile> pages;

private:
    void addBelow(const fs::path& folder) {
        std::error_code error;
        fs::directory_iterator at(folder, error);
        for (; !error && at != fs::directory_iterator(); at.increment(error)) addEntry(*at);
        if (error && !isNotThere(error) && !servedAsIs_)
            pages.emplace(folder.string() + '/', PageFile{{}, {}, folder, true, "cannot be read: " + error.message()});
    }
    void addEntry(const fs::directory_entry& entry) {
        std::error_code error;
        const fs::path& path = entry.path();
        if (path.filename().string().front() == '.') return;
        if (path.extension() == ".html" && servedAsIs_) {
            pages.emplace(path.string(), PageFile{{}, {}, path, true, {}, true});
        } else if (path.extension() == ".html") {
            // Anything but a file disables its page: the page of that name in the next folder may be public.
            const std::string fault = entry.is_regular_file(error) ? "" : "is neither a file nor a link to one";
            const std::string name = nameOf(path).substr(0, nameOf(path).size() - 5);
            const std::string address = isPart(name) ? "" : portico::pageAddress(name).value_or("");
            pages.emplace(name, PageFile{name, address, path, isPart(name), fault});
        } else if (entry.is_directory(error)) {
            if (entry.is_symlink(error)) return;
            const bool outside = std::exchange(servedAsIs_, servedAsIs_ || isServedAsIs(path));
            addBelow(path);
            servedAsIs_ = outside;
        }
    }
    bool isServedAsIs(const fs::path& path) const {
        return path.parent_path() == folder_ && (path.filename() == "assets" || path.filename() == "_root");
    }
    std::string nameOf(const fs::path& path) const { return path.lexically_relative(folder_).generic_string(); }

    fs::path folder_;
    bool servedAsIs_ = false; // whether the current folder is below assets/ or _root/
};

void check(const std::vector<fs::path>& folders) {
    std::string wanted;
    bool found = false;
    for (const fs::path& folder : folders) {
        if (!folder.is_absolute())
            throw std::runtime_error("plugins.pages_jinja.directories: \"" + folder.string() +
                                     "\" is not an absolute path");
        wanted += (wanted.empty() ? "" : ", ") + folder.string();
        std::error_code error;
        found = found || fs::is_directory(folder, error) || (error && !isNotThere(error));
    }
    if (!found)
        throw std::runtime_error("plugins.pages_jinja.directories: no folder with pages exists; searched: " +
                                 (wanted.empty() ? "none" : wanted));
}

} // namespace

bool isPart(const fs::path& name) {
    return std::any_of(name.begin(), name.end(), [](const fs::path& part) { return part.string().starts_with('_'); });
}

std::vector<PageFile> pageFiles(const std::vector<fs::path>& folders) {
    check(folders);
    Collection found;
    for (const fs::path& folder : folders) found.add(folder);
    std::vector<PageFile> all;
    all.reserve(found.pages.size());
    for (auto& [name, page] : found.pages) all.push_back(std::move(page));
    return all;
}

} // namespace pages_jinja
