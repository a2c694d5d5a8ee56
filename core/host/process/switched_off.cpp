// SPDX-License-Identifier: Apache-2.0
#include "host/process/switched_off.h"

#include "base/regular_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace portico::host {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void cannot(const fs::path& path, const char* what, const std::error_code& error) {
    throw std::runtime_error(path.string() + ' ' + what + ": " + error.message());
}

} // namespace

std::set<std::string, std::less<>> SwitchedOff::ids() const {
    std::set<std::string, std::less<>> all;
    std::error_code error;
    for (fs::directory_iterator at(folder_, error), end; !error && at != end; at.increment(error))
        all.insert(at->path().filename().string());
    if (error && error != std::errc::no_such_file_or_directory) cannot(folder_, "cannot be read", error);
    return all;
}

void SwitchedOff::add(const std::string& id) const {
    ::mkdir(folder_.c_str(), S_IRWXU);
    const fs::path file = folder_ / id;
    const base::Descriptor made = base::openRegular(file, O_WRONLY | O_CREAT, S_IRUSR | S_IWUSR);
    if (!made) cannot(file, "cannot be created", {errno, std::generic_category()});
}

void SwitchedOff::remove(const std::string& id) const {
    const fs::path file = folder_ / id;
    if (::unlink(file.c_str()) != 0 && errno != ENOENT)
        cannot(file, "cannot be removed", {errno, std::generic_category()});
}

} // namespace portico::host
