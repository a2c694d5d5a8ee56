// SPDX-License-Identifier: Apache-2.0
// Deletes old files from a folder every night: uploads, exports, other leftovers. Has no page; `portico status` shows its last run.
#include <portico/plugin.hpp>

#include <sys/stat.h>

#include <filesystem>

namespace cleanup {

using std::chrono::hours;
using std::chrono::minutes;

class Cleanup : public portico::Plugin {
public:
    explicit Cleanup(portico::Host host) : host_(host), folder_(host.setting("folder")), keep_(host.duration("keep")) {}

    void start() override {
        if (folder_.empty()) return host_.warning("plugins.cleanup.folder is not set: nothing is deleted");
        portico::TaskOptions night;
        night.first = hours(3);     // 03:00 UTC, and every day after that
        night.jitter = minutes(20); // not all servers at the same moment
        host_.tasks().every(
            "clean-up", hours(24), [this](const portico::TaskRun& run) { deleteOldFiles(run); }, night);
    }

private:
    void deleteOldFiles(const portico::TaskRun& run) {
        int deleted = 0;
        for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
            if (run.shouldStop()) break; // the next night deletes the rest
            if (isOld(entry)) deleted += std::filesystem::remove(entry.path()) ? 1 : 0;
        }
        host_.info("deleted " + std::to_string(deleted) + " files from " + folder_);
    }

    bool isOld(const std::filesystem::directory_entry& entry) const {
        struct stat about {};
        return ::lstat(entry.path().c_str(), &about) == 0 && S_ISREG(about.st_mode) &&
               about.st_mtime < host_.nowSeconds() - keep_.count();
    }

    portico::Host host_;
    std::string folder_;
    std::chrono::seconds keep_;
};

} // namespace cleanup

PORTICO_PLUGIN(cleanup::Cleanup, {
    "id": "cleanup",
    "version": "1.0.0",
    "summary": "Deletes old files from a folder every night.",
    "provides": [],
    "settings": {
        "folder": {"type": "path", "default": "", "help": "The folder whose old files are deleted."},
        "keep": {"type": "duration", "default": "30d", "help": "How long a file is kept."}
    }
});
