// SPDX-License-Identifier: Apache-2.0
// The content of a file as it was at one moment, while others may write it: never half of one version and half of another. Half of
// each can look like a library.
#pragma once

#include <sys/stat.h>

#include <optional>
#include <string>

namespace portico::loader {

// `status`: of the open file, taken before. Nothing: it was changed meanwhile. Waits for one tick of the clock if the last change
// is no older than that.
std::optional<std::string> readWhole(int descriptor, const struct stat& status);

} // namespace portico::loader
