// SPDX-License-Identifier: Apache-2.0
// Inspects a plugin file without running any of its code: owner, ELF, manifest, symbols, libraries. The inventory and the
// commands `portico plugins info` and `check` show the result.
#pragma once

#include "loader/file/open_plugin.h"
#include "loader/manifest/manifest.h"

#include <memory>

namespace portico::loader {

struct PluginFile {
    std::filesystem::path file;
    std::string id{}; // the file name without .so: names the plugin even if its manifest cannot be read
    std::optional<Manifest> manifest{};
    std::vector<std::string> exports{};
    std::vector<std::string> libraries{};
    std::string hash{};                         // of the content; empty if it was not read
    std::shared_ptr<const std::string> bytes{}; // what was inspected and is loaded
    std::vector<std::string> problems{};        // complete clauses; any problem refuses the plugin

    bool isQuarantined = false; // refused, but the server works without what it would have provided

    bool isAcceptable() const { return problems.empty() && manifest.has_value(); }
};

// The problem of a file that is not named after the id in its manifest.
std::string wrongName(const Manifest& manifest);

PluginFile inspect(const std::filesystem::path& file, uid_t owner);

} // namespace portico::loader
