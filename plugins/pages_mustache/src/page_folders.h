// SPDX-License-Identifier: Apache-2.0
// All template folders combined: a name is a path below any of them without ".mustache", and the first folder that contains the
// file wins. Reads names and timestamps, never contents.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pages_mustache {

// Changes when the file does.
struct Stamp {
    std::int64_t seconds = 0;
    std::int64_t nanoseconds = 0;
    std::int64_t size = 0;
    std::uint64_t inode = 0;
    bool operator==(const Stamp&) const = default;
};

struct TemplateFile {
    std::string path;
    Stamp stamp;
};

struct PageName {
    std::string name, file;
    bool isPartial = false;    // a component of the name begins with "_": no path
    std::string fault{};       // why it cannot be examined: an unreadable folder, a dangling link
    bool isServedAsIs = false; // by the host, to everyone: it is not a page
};

// Throws a portico::Error that names the file and the reason: PORTICO_UNAVAILABLE if there is currently no descriptor or memory.
[[noreturn]] void failToRead(const std::string& path, int error);

class PageFolders {
public:
    // Throws std::invalid_argument for a folder that is not absolute, or if none of the folders exists.
    explicit PageFolders(std::vector<std::string> folders);

    // The file of that name; nothing if there is none, or if the name is not valid ("../secret").
    std::optional<TemplateFile> find(std::string_view name) const;

    // All templates except those with a component that begins with ".". Sorted by name.
    std::vector<PageName> all() const;

private:
    std::vector<std::filesystem::path> folders_;
};

} // namespace pages_mustache
