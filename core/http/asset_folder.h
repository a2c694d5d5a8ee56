// SPDX-License-Identifier: Apache-2.0
// One folder of static files, held open. No name leads out of it: not by dots, symbolic links, or another file system's magic; and
// what is opened is a plain file, never a folder, a pipe or a device. Which names are asked for is said by http/assets.
#pragma once

#include "http/wire/piece.h"

#include <cstdint>
#include <ctime>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace portico::http {

struct PlainFile {
    std::shared_ptr<const wire::OpenFile> file;
    std::uint64_t size = 0;
    timespec modified{};
};

class AssetFolder {
public:
    // `below`: what every name in here begins with, "" or "name/". `path`: absolute.
    AssetFolder(std::string below, const std::string& path);

    bool exists() const noexcept { return folder_ != nullptr; }
    std::optional<PlainFile> open(std::string_view name) const;

private:
    std::string below_;
    std::unique_ptr<const wire::OpenFile> folder_;
};

} // namespace portico::http
