// SPDX-License-Identifier: Apache-2.0
// A place with new content: prepared beside it, then exchanged at once. Taken back at its end unless it is kept.
#pragma once

#include "host/backup/places.h"
#include "host/backup/scratch_folder.h"

namespace portico::host {

class Replacement {
public:
    // With what `unpacked` has for that place; without anything there, the place becomes empty. Throws std::runtime_error.
    Replacement(const Place& place, const std::filesystem::path& unpacked);
    ~Replacement();
    Replacement(const Replacement&) = delete;
    Replacement& operator=(const Replacement&) = delete;

    void keep() noexcept { isKept_ = true; }

private:
    std::filesystem::path here_;
    ScratchFolder beside_;
    bool isKept_ = false;
};

} // namespace portico::host
