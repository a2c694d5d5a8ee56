// SPDX-License-Identifier: Apache-2.0
// Parses a configuration file (TOML) into a flat list of names and values with their places. Does not know the keys: names and
// values are checked later, when the keys of the plugins are known.
#pragma once

#include "config/value.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portico::config {

struct Entry {
    Path path;
    Raw value;
    Position nameAt;
    Position valueAt;
};

struct SyntaxError {
    std::string what;
    Position at;
};

struct ConfFile {
    std::vector<Entry> entries{}; // in the order of the file; empty after an error
    std::optional<SyntaxError> error{};
};

ConfFile readConfFile(std::string_view text);

} // namespace portico::config
