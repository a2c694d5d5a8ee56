// SPDX-License-Identifier: Apache-2.0
// An open asset and its metadata at the time of opening.
#pragma once

#include "http/wire/channel/piece.h"

#include <cstdint>
#include <ctime>
#include <memory>
#include <sys/types.h>

namespace portico::http {

struct PlainFile {
    std::shared_ptr<const wire::OpenFile> file;
    std::uint64_t size = 0;
    timespec modified{}; // set by the program that wrote it, or from an archive or image
    timespec changed{};  // from this machine's clock, if the file system is writable
    dev_t device = 0;
    ino_t inode = 0;
};

} // namespace portico::http
