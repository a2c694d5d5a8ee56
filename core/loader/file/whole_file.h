// SPDX-License-Identifier: Apache-2.0
// Reads the content of a file as it was at one moment, although others may write to it: never a mixture of two versions, which
// can look like a valid library.
#pragma once

#include <sys/stat.h>

#include <optional>
#include <string>

namespace portico::loader {

// `status`: the result of fstat() on the open file, taken before the call. Nothing if the file changed meanwhile. Waits for one
// clock tick if the last change is not older than that.
std::optional<std::string> readWhole(int descriptor, const struct stat& status);

} // namespace portico::loader
