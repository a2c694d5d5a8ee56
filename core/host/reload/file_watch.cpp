// SPDX-License-Identifier: Apache-2.0
#include "host/reload/file_watch.h"

#include <sys/inotify.h>
#include <sys/stat.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace portico::host {

namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t watchedEvents =
    IN_CLOSE_WRITE | IN_MODIFY | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE | IN_ATTRIB;

// Linkers and editors write several files in succession.
constexpr std::chrono::milliseconds quiet{40};

// A linker may compute for a while before it closes its file. After a longer pause, the file counts as complete.
constexpr std::chrono::milliseconds longestPause{10'000};

// Temporary files of editors and package managers; the final files have other names.
bool isDraft(const std::string& name) {
    return name.empty() || name.front() == '.' || name.back() == '~' || name.ends_with(".swp") ||
           name.ends_with(".tmp") || name == "4913"; // vim creates this file to test whether it may write
}

// A link is complete from the beginning, and no event says so.
bool isLink(const fs::path& file) {
    struct stat about {};
    return ::lstat(file.c_str(), &about) == 0 && (!S_ISREG(about.st_mode) || about.st_nlink > 1);
}

} // namespace

FileWatch::FileWatch() : inotify_(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)) {
    if (!inotify_) throw std::system_error(errno, std::generic_category(), "inotify");
}

void FileWatch::watch(std::vector<Folder> folders) {
    asked_ = std::move(folders);
    refresh();
}

// Old watches end last: adding a folder that is watched gives the same watch, which keeps its waiting events.
void FileWatch::refresh() {
    const std::map<int, Folder> before = std::exchange(folders_, {});
    for (const Folder& folder : asked_) {
        add(folder.path, folder.suffix);
        if (!folder.suffix.empty()) continue;
        std::error_code error;
        for (fs::recursive_directory_iterator at(folder.path, error), end; !error && at != end; at.increment(error))
            if (at->is_directory(error)) add(at->path(), "");
    }
    for (const auto& [watch, folder] : before)
        if (!folders_.contains(watch)) ::inotify_rm_watch(inotify_.get(), watch);
    std::erase_if(written_, [this](const File& file) { return !folders_.contains(file.first); });
}

// A folder that is already watched keeps its suffix.
void FileWatch::add(const fs::path& folder, const std::string& suffix) {
    const int watch = ::inotify_add_watch(inotify_.get(), folder.c_str(), watchedEvents);
    if (watch >= 0) folders_.try_emplace(watch, Folder{folder, suffix});
}

void FileWatch::hear(Clock::time_point now) {
    alignas(inotify_event) char events[16384];
    for (ssize_t got; (got = ::read(inotify_.get(), events, sizeof events)) > 0;)
        for (ssize_t at = 0; at < got;) {
            const auto* event = reinterpret_cast<const inotify_event*>(events + at);
            const std::string name = event->len > 0 ? event->name : "";
            const auto folder = folders_.find(event->wd);
            if (folder != folders_.end() && !isDraft(name) && name.ends_with(folder->second.suffix)) {
                note(event->wd, name, event->mask);
                last_ = now;
            }
            at += static_cast<ssize_t>(sizeof(inotify_event)) + event->len;
        }
}

void FileWatch::note(int folder, const std::string& name, std::uint32_t what) {
    changed_ = name;
    const bool isBegun = (what & (IN_CREATE | IN_MODIFY)) != 0 && (what & IN_ISDIR) == 0;
    if (isBegun && !isLink(folders_.at(folder).path / name))
        written_.emplace(folder, name);
    else if ((what & IN_ATTRIB) == 0)
        written_.erase({folder, name});
}

FileWatch::Clock::time_point FileWatch::due() const noexcept {
    if (changed_.empty()) return Clock::time_point::max();
    return last_ + (written_.empty() ? quiet : longestPause);
}

std::string FileWatch::take(Clock::time_point now) {
    if (now < due()) return {};
    written_.clear();
    refresh();
    return std::exchange(changed_, {});
}

} // namespace portico::host
