// SPDX-License-Identifier: Apache-2.0
// Plugin files that were read and judged before, so that a reload reads only what has changed. A file is the same if nothing that
// the system says about it has changed, and it was left alone for a while before it was read: two writes within one tick of the
// file system's clock look like one. For any thread.
#pragma once

#include "loader/manifest/plugin_file.h"

#include <sys/stat.h>

#include <ctime>
#include <map>
#include <mutex>

namespace portico::loader {

class InspectionCache {
public:
    using Clock = std::time_t (*)(std::time_t*);
    explicit InspectionCache(Clock clock = std::time) : clock_(clock) {}

    // As inspect() of plugin_file.h; one that is known comes without its bytes.
    PluginFile inspect(const std::filesystem::path& file, uid_t owner);

private:
    struct Known {
        struct stat status;
        PluginFile plugin;
    };
    Clock clock_;
    std::mutex mutex_;
    std::map<std::filesystem::path, Known> known_;
};

} // namespace portico::loader
