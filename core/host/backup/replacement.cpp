// SPDX-License-Identifier: Apache-2.0
#include "host/backup/replacement.h"

#include "host/backup/exchange_places.h"
#include "host/backup/file_tree.h"

#include <exception>

namespace portico::host {

namespace {

std::filesystem::path madeParent(const std::filesystem::path& path) {
    std::filesystem::create_directories(path.parent_path());
    return path.parent_path();
}

} // namespace

Replacement::Replacement(const Place& place, const std::filesystem::path& unpacked)
    : here_(place.here), beside_(madeParent(place.here)) {
    std::vector<std::string> leftOut; // all of it was judged when it was unpacked
    copyTree(unpacked / place.inBackup, beside_.path() / "other", Links::followed, leftOut);
    exchangePlaces(beside_.path() / "other", here_);
}

Replacement::~Replacement() {
    if (isKept_) return;
    try {
        exchangePlaces(beside_.path() / "other", here_);
    } catch (const std::
                 exception&) { // NOLINT(bugprone-empty-catch): what was there is in the archive that restore has named
    }
}

} // namespace portico::host
