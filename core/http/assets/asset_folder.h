// SPDX-License-Identifier: Apache-2.0
// One folder of assets. No name leads out of it, whether by dots, symbolic links or special file systems; only regular files are
// opened, never folders, pipes or devices. http/assets decides which names are looked up. A folder is identified by its path,
// which may be or contain a link: if that leads to another folder later, the new one is used.
#pragma once

#include "base/mutex.h"
#include "http/assets/validators.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace portico::http {

// The result of opening a name.
struct Opened {
    std::optional<PlainFile> file{};
    // An errno: something exists but cannot be opened; ELOOP for a symbolic link. Without error and file: not found.
    int error = 0;
};

// A folder as found at a path. It remains the same folder, even if the path leads elsewhere later.
class FoundFolder {
public:
    explicit FoundFolder(int descriptor);

    bool isAt(dev_t device, ino_t inode) const noexcept { return device == device_ && inode == inode_; }
    Opened open(std::string_view name) const;
    std::string tagOf(const PlainFile& file) const { return tags_.of(file); }

private:
    wire::OpenFile folder_; // kept open, so that no other folder gets its inode
    dev_t device_ = 0;
    ino_t inode_ = 0;
    Tags tags_;
};

class AssetFolder {
public:
    struct Found {
        std::shared_ptr<const FoundFolder> folder{}; // none: not found, or `error`
        int error = 0;
    };

    // `path`: absolute; the folder need not exist yet.
    explicit AssetFolder(std::string path) : path_(std::move(path)) {}

    // The folder that is now at the path. Calls stat once, and opens the folder only if it has changed.
    Found find() const;

private:
    Found changed(int error) const PORTICO_REQUIRES(mutex_);

    std::string path_;
    mutable Mutex mutex_;
    mutable std::shared_ptr<const FoundFolder> found_ PORTICO_GUARDED_BY(mutex_);
};

} // namespace portico::http
