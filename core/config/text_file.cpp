// SPDX-License-Identifier: Apache-2.0
// Reads small files completely. A file is opened once, so that the checked file is the one that is read.
#include "config/text_file.h"

#include "base/descriptor.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace portico::config {

namespace {

constexpr std::size_t largest = 1 << 20;

// O_NONBLOCK: opening a named pipe would block.
base::Descriptor opened(const std::filesystem::path& path) {
    return base::Descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
}

std::string reason(int error) {
    if (error == ENOENT) return "there is no such file";
    if (error == ENXIO) return "it is not a plain file"; // a socket
    return std::generic_category().message(error);
}

std::string readAll(int file, std::string& text) {
    std::array<char, 16384> piece{};
    for (ssize_t got = 0; (got = ::read(file, piece.data(), piece.size())) != 0;) {
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return reason(errno);
        text.append(piece.data(), static_cast<std::size_t>(got));
        if (text.size() > largest) return "it is larger than 1 MiB";
    }
    return {};
}

} // namespace

std::vector<PolicyViolation> TextFile::violations(FileUse what) const {
    std::vector<PolicyViolation> all = violationsOf(about, what, ::geteuid(), hasAcl);
    for (PolicyViolation& above : violationsAboveOpened(path, about, ::geteuid())) all.push_back(std::move(above));
    return all;
}

TextFile readTextFile(const std::filesystem::path& path) {
    TextFile file{.path = path};
    const base::Descriptor from = opened(path);
    if (!from || ::fstat(from.get(), &file.about) != 0)
        file.problem = reason(errno);
    else if (!S_ISREG(file.about.st_mode))
        file.problem = "it is not a plain file";
    else
        file.problem = readAll(from.get(), file.text);
    file.hasAcl = from && config::hasAcl(from.get());
    if (!file.problem.empty()) file.text.clear();
    return file;
}

SecretFile readSecret(const std::filesystem::path& path) {
    TextFile file = readTextFile(path);
    if (!file.problem.empty()) return {Unreadable{path.string() + ": " + file.problem}};
    if (const std::string found = firstOf(file.violations(FileUse::settings)); !found.empty())
        return {Unreadable{path.string() + ' ' + found}};
    if (file.text.ends_with('\n')) file.text.pop_back();
    if (file.text.ends_with('\r')) file.text.pop_back();
    return {Untyped{std::move(file.text)}, (file.about.st_mode & S_IROTH) != 0};
}

bool isSwitchedOff(const std::filesystem::path& path) {
    std::error_code error; // not a link: the target stays empty
    return std::filesystem::read_symlink(path, error) == "/dev/null";
}

} // namespace portico::config
