// SPDX-License-Identifier: Apache-2.0
#include "base/regular_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>

namespace portico::base {

Descriptor openRegular(const std::filesystem::path& file, int flags, mode_t mode) noexcept {
    Descriptor opened(::open(file.c_str(), flags | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, mode));
    struct stat about {};
    if (!opened || ::fstat(opened.get(), &about) != 0) return {};
    if (S_ISREG(about.st_mode)) return opened;
    opened = {};
    errno = EINVAL;
    return {};
}

std::optional<std::string> readRegular(const std::filesystem::path& file, std::size_t most) {
    const Descriptor from = openRegular(file, O_RDONLY);
    if (!from) return std::nullopt;
    std::string text;
    std::array<char, 16384> piece{};
    while (text.size() < most) {
        const ssize_t got = ::read(from.get(), piece.data(), std::min(piece.size(), most - text.size()));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return std::nullopt;
        if (got == 0) break;
        text.append(piece.data(), static_cast<std::size_t>(got));
    }
    return text;
}

} // namespace portico::base
