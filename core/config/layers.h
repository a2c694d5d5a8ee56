// SPDX-License-Identifier: Apache-2.0
// The layers, lowest first: built-in defaults of the keys, the packaged portico.toml, the main file, conf.d/*.toml in the order
// of their names, plugins.d/ID.toml, credentials, environment, --set.
// A file in plugins.d contains the settings of the section [plugins.ID].
#pragma once

#include "config/draft.h"
#include "config/environment.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace portico::config {

struct Sources {
    // Prefix of /usr/lib/portico and /etc/portico; tests and image builds change it.
    std::filesystem::path root = "/";
    std::optional<std::filesystem::path> packaged{}; // replaces root/usr/lib/portico
    std::optional<std::filesystem::path> local{};    // replaces root/etc/portico
    // --config: this main file (or portico.toml in this folder), with conf.d and plugins.d next to it; replaces `local`.
    std::optional<std::filesystem::path> main{};
    Environment environment{};       // PORTICO_..., and CREDENTIALS_DIRECTORY
    std::vector<std::string> sets{}; // key=value; the last one for a key wins
};

Draft parse(const Sources& sources);

} // namespace portico::config
