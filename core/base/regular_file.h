// SPDX-License-Identifier: Apache-2.0
// Files in folders that somebody else may fill: a pipe or a device in place of a file must neither block nor be read.
#pragma once

#include "base/descriptor.h"

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>

namespace portico::base {

// Like open() with `flags`, without waiting and never through a symbolic link. Without a descriptor errno has the reason; EINVAL for
// what is no regular file.
Descriptor openRegular(const std::filesystem::path& file, int flags, mode_t mode = 0) noexcept;

// The first `most` bytes; nothing: errno has the reason.
std::optional<std::string> readRegular(const std::filesystem::path& file, std::size_t most);

} // namespace portico::base
