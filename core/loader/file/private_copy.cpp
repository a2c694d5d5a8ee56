// SPDX-License-Identifier: Apache-2.0
#include "loader/file/private_copy.h"

#include "base/descriptor.h"
#include "base/write_all.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace portico::loader {

namespace {

[[noreturn]] void refuseCopy(const std::filesystem::path& copy) {
    throw std::runtime_error("could not be copied to " + copy.string() + ": " + std::generic_category().message(errno) +
                             "; see plugins.cache");
}

} // namespace

PrivateCopy::PrivateCopy(const CopyFolder& folder, const std::string& name, std::string_view bytes)
    : path_(folder.path() / name) {
    const base::Descriptor file(
        ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IXUSR));
    if (!file) refuseCopy(path_);
    if (base::writeAll(file.get(), bytes)) return;
    const int error = errno;
    remove();
    errno = error;
    refuseCopy(path_);
}

// The descriptor stays open until the process ends, like the library: another file with its number would have its name.
PrivateCopy::PrivateCopy(const std::string& name, std::string_view bytes) {
    base::Descriptor memory(::memfd_create(("portico:" + name).c_str(), MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!memory || !base::writeAll(memory.get(), bytes) ||
        ::fcntl(memory.get(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)
        refuseCopy("memory");
    path_ = "/proc/self/fd/" + std::to_string(memory.release());
}

void PrivateCopy::remove() noexcept {
    if (!path_.native().starts_with("/proc/")) ::unlink(path_.c_str());
}

} // namespace portico::loader
