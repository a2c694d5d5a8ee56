// SPDX-License-Identifier: Apache-2.0
#include "maildir.h"

#include <portico/error.hpp>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace mail_folder {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void unavailable(const fs::path& path) {
    throw portico::Error(PORTICO_UNAVAILABLE, path.string() + ": " + std::strerror(errno));
}

class File {
public:
    File(const fs::path& path, int flags) : path_(path), descriptor_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {
        if (descriptor_ < 0) unavailable(path);
    }
    ~File() { ::close(descriptor_); }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    void write(std::string_view bytes) const {
        while (!bytes.empty()) {
            const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) unavailable(path_);
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
    }
    void sync() const {
        if (::fsync(descriptor_) != 0) unavailable(path_);
    }

private:
    fs::path path_;
    int descriptor_;
};

// A file that exists no longer than this object, unless it was moved.
class Draft {
public:
    explicit Draft(fs::path path) : path_(std::move(path)) {}
    ~Draft() {
        if (!path_.empty()) ::unlink(path_.c_str());
    }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;

    void write(std::string_view bytes) const {
        const File file(path_, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW);
        file.write(bytes);
        file.sync();
    }
    void move(const fs::path& to) {
        if (::rename(path_.c_str(), to.c_str()) != 0) unavailable(to);
        path_.clear();
    }

private:
    fs::path path_;
};

void makeFolder(const fs::path& folder) {
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) unavailable(folder);
    struct stat found {};
    if (::stat(folder.c_str(), &found) != 0) unavailable(folder);
    if (!S_ISDIR(found.st_mode)) throw portico::Error(PORTICO_INVALID, folder.string() + ": is not a folder");
    if (found.st_uid != ::geteuid() || (found.st_mode & 022u) != 0)
        throw portico::Error(PORTICO_INVALID, folder.string() +
                                                  ": must belong to the user of the server, and nobody else may write "
                                                  "to it; change its owner, or run chmod 700");
}

} // namespace

void Maildir::prepare() const {
    makeFolder(folder_);
    for (const char* part : {"tmp", "new", "cur"}) makeFolder(folder_ / part);
}

void Maildir::mustHaveRoom() const {
    std::error_code error;
    std::size_t count = 0;
    for (fs::directory_iterator entry(folder_ / "new", error), end; !error && entry != end; entry.increment(error))
        ++count;
    if (count >= most_)
        throw portico::Error(PORTICO_UNAVAILABLE,
                             (folder_ / "new").string() + ": is full; read mails or set plugins.mail_folder.most");
}

fs::path Maildir::deliver(std::string_view mail, const std::string& name) const {
    prepare(); // a developer may have removed the folder
    mustHaveRoom();
    Draft draft(folder_ / "tmp" / name);
    draft.write(mail);
    const fs::path delivered = folder_ / "new" / name;
    draft.move(delivered);
    File(folder_ / "new", O_RDONLY | O_DIRECTORY).sync();
    return delivered;
}

} // namespace mail_folder
