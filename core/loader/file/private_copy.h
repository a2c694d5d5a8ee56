// SPDX-License-Identifier: Apache-2.0
// The process's own file with the checked bytes of a plugin, mapped instead of the installed file: overwriting or truncating
// the installed file does not change the running code. Kept in memory if no folder may run code.
#pragma once

#include "loader/file/copy_folder.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace portico::loader {

class PrivateCopy {
public:
    // `name` must never have been used before: the dynamic linker takes a known name for the library that it already has.
    // Throws std::runtime_error with a complete clause as its message.
    PrivateCopy(const CopyFolder& folder, const std::string& name, std::string_view bytes);
    PrivateCopy(const std::string& name, std::string_view bytes);

    const std::filesystem::path& path() const noexcept { return path_; }
    void remove() noexcept; // call only if no library was mapped from it

private:
    std::filesystem::path path_;
};

} // namespace portico::loader
