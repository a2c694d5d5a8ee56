// SPDX-License-Identifier: Apache-2.0
// The dynamic linker's list of the libraries in system folders, /etc/ld.so.cache. A damaged file yields its readable entries.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace portico::loader {

// Name -> files, in the linker's order: there may be one per machine type. `bytes`: the content of the file.
using LdCache = std::multimap<std::string, std::filesystem::path, std::less<>>;
LdCache readLdCache(std::string_view bytes);

// The cache of this system; empty if there is none.
LdCache systemLdCache();

} // namespace portico::loader
