// SPDX-License-Identifier: Apache-2.0
#include "host/file_watch.h"

#include <algorithm>
#include <cerrno>
#include <poll.h>
#include <set>
#include <sys/inotify.h>
#include <system_error>

namespace portico::host {

namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t changes = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE | IN_ATTRIB;
constexpr int quietMilliseconds = 40; // a linker or an editor writes several files

// Drafts of editors and package managers; what they become has another name.
bool isOfInterest(const std::string& name) {
    return !name.empty() && name.front() != '.' && name.back() != '~' && !name.ends_with(".swp") &&
           !name.ends_with(".tmp") && name != "4913"; // with this one vim tries whether it may write
}

} // namespace

FileWatch::FileWatch() : inotify_(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)) {
    if (!inotify_) throw std::system_error(errno, std::generic_category(), "inotify");
}

void FileWatch::watch(const std::vector<fs::path>& folders) {
    for (const int old : watches_) ::inotify_rm_watch(inotify_.get(), old);
    watches_.clear();
    for (const fs::path& folder : folders) {
        add(folder);
        std::error_code error;
        for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
            if (at->is_directory(error)) add(at->path());
    }
}

void FileWatch::add(const fs::path& folder) {
    const int watch = ::inotify_add_watch(inotify_.get(), folder.c_str(), changes);
    if (watch >= 0) watches_.push_back(watch);
}

std::string FileWatch::take() {
    std::string changed;
    alignas(inotify_event) char events[16384];
    pollfd more{inotify_.get(), POLLIN, 0};
    do {
        const ssize_t got = ::read(inotify_.get(), events, sizeof events);
        for (ssize_t at = 0; at < got;) {
            const auto* event = reinterpret_cast<const inotify_event*>(events + at);
            const std::string name = event->len > 0 ? event->name : "";
            if (isOfInterest(name)) changed = name;
            at += static_cast<ssize_t>(sizeof(inotify_event)) + event->len;
        }
    } while (::poll(&more, 1, quietMilliseconds) > 0);
    return changed;
}

} // namespace portico::host
