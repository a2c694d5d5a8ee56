// SPDX-License-Identifier: Apache-2.0
// All templates by name. Each is parsed at its first use, and again when its file changes or is overridden in another folder,
// which is noticed within a second. Thread-safe.
#pragma once

#include "template.h"

#include <atomic>
#include <map>
#include <memory>
#include <shared_mutex>

namespace pages_mustache {

class Templates {
public:
    explicit Templates(PageFolders folders);

    // Null if no template has that name. `now` in milliseconds. Throws portico::Error that names file and line.
    std::shared_ptr<const Template> get(std::string_view name, std::int64_t now);

    std::vector<PageName> all() const { return folders_.all(); }

private:
    struct Entry {
        std::shared_ptr<const Template> made;
        std::atomic<std::int64_t> checked;
    };
    std::shared_ptr<const Template> recent(std::string_view name, std::int64_t now) const;
    std::shared_ptr<const Template> unchanged(std::string_view name, const TemplateFile& file, std::int64_t now);

    PageFolders folders_;
    mutable std::shared_mutex mutex_; // guards entries_; never held while a file is read
    std::map<std::string, Entry, std::less<>> entries_;
};

} // namespace pages_mustache
