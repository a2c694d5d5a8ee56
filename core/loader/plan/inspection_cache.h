// SPDX-License-Identifier: Apache-2.0
// Remembers inspected plugin files, so that a reload reads only what has changed. A file counts as unchanged if its metadata is
// the same and its last change was at least two seconds before it was read: two writes within one tick of the file system's
// clock look like one. May be used by any thread.
#pragma once

#include "base/mutex.h"
#include "loader/manifest/plugin_file.h"

#include <sys/stat.h>

#include <ctime>
#include <map>

namespace portico::loader {

class InspectionCache {
public:
    using Clock = std::time_t (*)(std::time_t*);
    explicit InspectionCache(Clock clock = std::time) : clock_(clock) {}

    // Like inspect() in plugin_file.h, but a remembered file comes without its bytes, unless an earlier result still has them.
    PluginFile inspect(const std::filesystem::path& file, uid_t owner);

private:
    struct Known {
        struct stat status;
        PluginFile plugin; // without its bytes
        std::weak_ptr<const std::string> bytes;
        PluginFile remembered() const;
    };
    Clock clock_;
    Mutex mutex_;
    std::map<std::filesystem::path, Known> known_ PORTICO_GUARDED_BY(mutex_);
};

} // namespace portico::loader
