// SPDX-License-Identifier: Apache-2.0
// A file of this process alone with the bytes of a plugin that were checked, to be mapped in their place: whatever happens to the
// installed file afterwards, overwritten or cut off, the running code does not change. In memory where no folder may run code.
#pragma once

#include "loader/file/copy_folder.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace portico::loader {

class PrivateCopy {
public:
    // `name` was never used before: the dynamic linker takes a name that it knows for the library that it knows. Throws
    // std::runtime_error whose message is a whole clause.
    PrivateCopy(const CopyFolder& folder, const std::string& name, std::string_view bytes);
    PrivateCopy(const std::string& name, std::string_view bytes);

    const std::filesystem::path& path() const noexcept { return path_; }
    void remove() noexcept; // nothing was mapped from it

private:
    std::filesystem::path path_;
};

} // namespace portico::loader
