// SPDX-License-Identifier: Apache-2.0
// Caches parsed templates until their files change.
#include "templates.h"

#include "page_limits.h"

#include <portico/error.hpp>

#include <cerrno>
#include <fstream>
#include <mutex>

namespace pages_mustache {

namespace {

std::string read(const std::string& path) {
    std::string text(limits::sourceBytes + 1, '\0');
    std::ifstream in(path, std::ios::binary);
    if (in.is_open()) in.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (!in.is_open() || in.bad()) failToRead(path, errno);
    text.resize(static_cast<std::size_t>(in.gcount()));
    if (text.size() > limits::sourceBytes) throw portico::Error(PORTICO_FAILED, path + ": is larger than 1 MiB");
    return text;
}

} // namespace

Templates::Templates(PageFolders folders) : folders_(std::move(folders)) {}

std::shared_ptr<const Template> Templates::get(std::string_view name, std::int64_t now) {
    if (auto found = recent(name, now)) return found;
    std::optional<TemplateFile> file = folders_.find(name);
    if (!file) {
        const std::unique_lock lock(mutex_);
        if (const auto old = entries_.find(name); old != entries_.end()) entries_.erase(old);
        return nullptr;
    }
    if (auto found = unchanged(name, *file, now)) return found;
    const std::string source = read(file->path); // read after the timestamp, so that a later change is noticed
    auto made = std::make_shared<const Template>(compile(std::move(*file), source));
    const std::unique_lock lock(mutex_);
    Entry& entry = entries_[std::string(name)];
    entry.made = made;
    entry.checked = now;
    return made;
}

std::shared_ptr<const Template> Templates::recent(std::string_view name, std::int64_t now) const {
    const std::shared_lock lock(mutex_);
    const auto found = entries_.find(name);
    if (found == entries_.end()) return nullptr;
    const std::int64_t age = now - found->second.checked;
    return age >= 0 && age < limits::recheckMilliseconds ? found->second.made : nullptr;
}

std::shared_ptr<const Template> Templates::unchanged(std::string_view name, const TemplateFile& file,
                                                     std::int64_t now) {
    const std::shared_lock lock(mutex_);
    const auto found = entries_.find(name);
    if (found == entries_.end()) return nullptr;
    const TemplateFile& known = found->second.made->file;
    if (known.path != file.path || known.stamp != file.stamp) return nullptr;
    found->second.checked = now;
    return found->second.made;
}

} // namespace pages_mustache
