// SPDX-License-Identifier: Apache-2.0
// The order of the sources, lowest first: built-in defaults (the keys' own), the packaged portico.toml, the main file,
// conf.d/*.toml in the order of their names, plugins.d/ID.toml, credentials, environment, --set.
// A file of plugins.d holds what would stand in the section [plugins.ID].
#pragma once

#include "config/draft.h"
#include "config/environment.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace portico::config {

struct Sources {
    // In front of /usr/lib/portico and /etc/portico; a test or an image under construction has another.
    std::filesystem::path root = "/";
    std::optional<std::filesystem::path> packaged{}; // in the place of root/usr/lib/portico
    std::optional<std::filesystem::path> local{};    // in the place of root/etc/portico
    // --config: this main file (or portico.toml in this folder), with conf.d and plugins.d beside it, in the place of `local`.
    std::optional<std::filesystem::path> main{};
    Environment environment{};       // PORTICO_..., and CREDENTIALS_DIRECTORY
    std::vector<std::string> sets{}; // key=value; the last one of a key counts
};

Draft parse(const Sources& sources);

} // namespace portico::config
