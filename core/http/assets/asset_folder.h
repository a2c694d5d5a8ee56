// SPDX-License-Identifier: Apache-2.0
// One folder of static files. No name leads out of it: not by dots, symbolic links, or another file system's magic; and what is opened
// is a plain file, never a folder, a pipe or a device. Which names are asked for is said by http/assets.
// A folder is known by its path, which may itself be or have a link: when it leads to another folder, that one counts from then on.
#pragma once

#include "http/assets/validators.h"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace portico::http {

// What came of opening a name.
struct Opened {
    std::optional<PlainFile> file{};
    int error =
        0; // an errno: something is there and cannot be had. ELOOP: a symbolic link. Without one and without a file: not there
};

// A folder as it was found at a path. It stays the same folder, wherever that path leads later.
class FoundFolder {
public:
    explicit FoundFolder(int descriptor);

    bool isAt(dev_t device, ino_t inode) const noexcept { return device == device_ && inode == inode_; }
    Opened open(std::string_view name) const;
    std::string tagOf(const PlainFile& file) const { return tags_.of(file); }

private:
    wire::OpenFile folder_; // open, so that no other folder gets its inode
    dev_t device_ = 0;
    ino_t inode_ = 0;
    Tags tags_;
};

class AssetFolder {
public:
    struct Found {
        std::shared_ptr<const FoundFolder> folder{}; // none: not there, or `error`
        int error = 0;
    };

    // `path`: absolute; it need not be there yet.
    explicit AssetFolder(std::string path) : path_(std::move(path)) {}

    // What is at the path now: one look (stat) at it, and an open folder only if it is another one than before.
    Found find() const;

private:
    Found changed(int error) const;

    std::string path_;
    mutable std::mutex mutex_;
    mutable std::shared_ptr<const FoundFolder> found_;
};

} // namespace portico::http
