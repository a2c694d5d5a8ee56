// SPDX-License-Identifier: Apache-2.0
// A plugin's file, read and judged without running any of its code: owner, ELF, manifest, symbols, libraries.
// What portico plugins info and check show, and what the inventory is made of.
#pragma once

#include "loader/file/open_plugin.h"
#include "loader/manifest/manifest.h"

#include <memory>

namespace portico::loader {

struct PluginFile {
    std::filesystem::path file;
    std::string id{}; // the file's name without .so: what a plugin is called even when its manifest cannot be read
    std::optional<Manifest> manifest{};
    std::vector<std::string> exports{};
    std::vector<std::string> libraries{};
    std::string hash{};                         // of the content; empty if it was not read
    std::shared_ptr<const std::string> bytes{}; // what was judged, and what is loaded
    std::vector<std::string> problems{};        // whole clauses; with one the plugin is refused

    bool isQuarantined = false; // refused, but the server goes on without what it would have provided

    bool isAcceptable() const { return problems.empty() && manifest.has_value(); }
};

// The problem of a file that is not named after the id in its manifest.
std::string wrongName(const Manifest& manifest);

PluginFile inspect(const std::filesystem::path& file, uid_t owner);

} // namespace portico::loader
