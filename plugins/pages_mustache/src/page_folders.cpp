// SPDX-License-Identifier: Apache-2.0
// Searches the folders for templates.
#include "page_folders.h"

#include <portico/error.hpp>

#include <algorithm>
#include <cerrno>
#include <map>
#include <stdexcept>
#include <sys/stat.h>
#include <utility>

namespace pages_mustache {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view ending = ".mustache";
constexpr std::size_t longestName = 200;

// Calls `part` with each component of "a/b/c" until it returns false.
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

bool isNotThere(const std::error_code& error) {
    return error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory ||
           error == std::errc::filename_too_long;
}

// A link that leads nowhere exists.
bool isNotThere(int error, const std::string& path) {
    struct stat found {};
    return isNotThere(std::error_code(error, std::generic_category())) && ::lstat(path.c_str(), &found) != 0 &&
           isNotThere(std::error_code(errno, std::generic_category()));
}

constexpr std::size_t deepestFolder = 16; // symbolic links may form a cycle

class Collection {
public:
    void add(const fs::path& folder) {
        folder_ = folder;
        addBelow(folder, 0);
    }
    std::map<std::string, PageName> pages;

private:
    void addBelow(const fs::path& folder, std::size_t depth) {
        std::error_code error;
        fs::directory_iterator at(folder, error);
        for (; !error && at != fs::directory_iterator(); at.increment(error)) addEntry(*at, depth);
        if (error && !isNotThere(error) && !servedAsIs_) addFault(folder, "cannot be read: " + error.message());
    }
    void addEntry(const fs::directory_entry& entry, std::size_t depth) {
        std::error_code error;
        const fs::path& path = entry.path();
        const std::string file = path.filename().string();
        if (file.front() == '.' || (servedAsIs_ && entry.is_symlink(error))) return;
        const bool outside =
            std::exchange(servedAsIs_, servedAsIs_ || (depth == 0 && (file == "assets" || file == "_root")));
        addVisible(entry, depth);
        servedAsIs_ = outside;
    }
    void addVisible(const fs::directory_entry& entry, std::size_t depth) {
        std::error_code error;
        const fs::path& path = entry.path();
        if (path.extension() == ending && servedAsIs_)
            pages.emplace(path.string(), PageName{path.string(), path.string(), true, {}, true});
        else if (path.extension() == ending)
            addTemplate(path, entry.is_regular_file(error) ? "" : "is neither a file nor a link to one");
        else if (entry.is_directory(error) && depth == deepestFolder && !servedAsIs_)
            addFault(path, "folders are nested too deeply");
        else if (entry.is_directory(error) && depth < deepestFolder)
            addBelow(path, depth + 1);
    }
    // Anything but a file disables its page: the page of that name in the next folder may be public.
    void addTemplate(const fs::path& path, std::string fault) {
        const std::string name = nameOf(fs::path(path).replace_extension());
        const bool isPartial = !everyPart(name, [](std::string_view part) { return part.front() != '_'; });
        pages.emplace(name, PageName{name, path.string(), isPartial, std::move(fault)});
    }
    void addFault(const fs::path& folder, std::string fault) {
        const std::string name = folder.string() + '/';
        pages.emplace(name, PageName{name, folder.string(), true, std::move(fault)});
    }
    std::string nameOf(const fs::path& path) const { return path.lexically_relative(folder_).generic_string(); }

    fs::path folder_;
    bool servedAsIs_ = false; // whether the current folder is below assets/ or _root/
};

} // namespace

void failToRead(const std::string& path, int error) {
    const bool isShortage = error == EMFILE || error == ENFILE || error == ENOMEM;
    throw portico::Error(isShortage ? PORTICO_UNAVAILABLE : PORTICO_FAILED,
                         path + ": cannot be read: " + std::generic_category().message(error));
}

PageFolders::PageFolders(std::vector<std::string> folders) {
    std::string wanted;
    for (const std::string& folder : folders) {
        if (!fs::path(folder).is_absolute()) throw std::invalid_argument("\"" + folder + "\" is not an absolute path");
        wanted += (wanted.empty() ? "" : ", ") + folder;
        folders_.emplace_back(folder);
    }
    const auto exists = [](const fs::path& folder) {
        std::error_code error;
        return fs::is_directory(folder, error) || (error && !isNotThere(error));
    };
    if (std::none_of(folders_.begin(), folders_.end(), exists))
        throw std::invalid_argument("no folder with pages exists; searched: " + (wanted.empty() ? "none" : wanted));
}

std::optional<TemplateFile> PageFolders::find(std::string_view name) const {
    if (!isName(name)) return std::nullopt;
    for (const fs::path& folder : folders_) {
        std::string path = (folder / name).string().append(ending);
        struct stat found {};
        if (::stat(path.c_str(), &found) != 0) {
            const int error = errno;
            if (isNotThere(error, path)) continue;
            failToRead(path, error);
        }
        if (!S_ISREG(found.st_mode)) throw portico::Error(PORTICO_FAILED, path + ": is no file");
        return TemplateFile{std::move(path),
                            {found.st_mtim.tv_sec, found.st_mtim.tv_nsec, found.st_size, found.st_ino}};
    }
    return std::nullopt;
}

std::vector<PageName> PageFolders::all() const {
    Collection found;
    for (const fs::path& folder : folders_) found.add(folder);
    std::vector<PageName> all;
    for (auto& [name, page] : found.pages) all.push_back(std::move(page));
    return all;
}

} // namespace pages_mustache
