// SPDX-License-Identifier: Apache-2.0
// The manifest of a plugin: the JSON text of its note (PORTICO_NOTE_TEXT in portico/abi/plugin.h), read strictly. Does not check the file
// that it came from, nor whether its needs are met.
#pragma once

#include "config/declaration.h"
#include "loader/manifest/version.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace portico::loader {

// A plugin without which this one does not run, whatever it provides.
struct NeededPlugin {
    std::string id;
    VersionRange versions;
};

struct Manifest {
    std::string id{};
    std::string version{};
    std::string summary{};
    std::string license{}; // may be empty
    std::uint32_t abiMajor = 0;
    std::uint32_t abiMinor = 0;
    std::vector<std::string> provides{};
    std::vector<std::string> needs{}; // see capability_need.h
    std::vector<std::string> wants{}; // the same, but the plugin also runs without them
    std::vector<NeededPlugin> neededPlugins{};
    std::vector<config::Declaration> settings{}; // names without "plugins.ID."

    bool isProvider(std::string_view capability) const;
};

struct ManifestReading {
    // Also set if there are problems, as far as it could be read: then only to show it and to tell what the plugin provides.
    std::optional<Manifest> manifest{};
    std::vector<std::string> problems{}; // complete clauses: "its manifest has no \"version\""
};

ManifestReading readManifest(const std::string& noteText);

} // namespace portico::loader
