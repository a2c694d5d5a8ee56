// SPDX-License-Identifier: Apache-2.0
// An open file of a folder of static files, and what the file system said of it when it was opened.
#pragma once

#include "http/wire/piece.h"

#include <cstdint>
#include <ctime>
#include <memory>
#include <sys/types.h>

namespace portico::http {

struct PlainFile {
    std::shared_ptr<const wire::OpenFile> file;
    std::uint64_t size = 0;
    timespec modified{}; // by whoever wrote it, or as an archive or an image says
    timespec changed{};  // by the clock of this machine, where the file system can be written to
    dev_t device = 0;
    ino_t inode = 0;
};

} // namespace portico::http
