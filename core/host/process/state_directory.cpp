// SPDX-License-Identifier: Apache-2.0
#include "host/process/state_directory.h"

#include "config/file_policy.h"
#include "host/process/refusal.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace portico::host {

bool judgeState(const std::filesystem::path& folder) {
    struct stat about {};
    if (::stat(folder.c_str(), &about) != 0 && (errno == ENOENT || errno == ENOTDIR)) return false;
    const std::string found =
        config::firstOf(config::violationsOfFolder(folder, config::FileUse::settings, ::geteuid()));
    if (!found.empty()) throw Refusal({"state.directory: " + folder.string() + ": " + found});
    return true;
}

std::filesystem::path makeState(std::filesystem::path folder) {
    const int error = ::mkdir(folder.c_str(), S_IRWXU) == 0 ? 0 : errno;
    if (!judgeState(folder))
        throw std::runtime_error("state.directory " + folder.string() +
                                 " cannot be created: " + std::generic_category().message(error) +
                                 "; create it, owned by the server's user, or choose another one");
    return folder;
}

} // namespace portico::host
