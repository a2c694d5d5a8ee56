// SPDX-License-Identifier: Apache-2.0
// Does this raw value fit this key? The only judge: defaults, files, environment, credentials and --set all pass here.
#pragma once

#include "config/key.h"

#include <optional>
#include <string>
#include <string_view>

namespace portico::config {

struct Reading {
    std::optional<Value> value{};
    std::string problem{}; // without a value: "must be an integer from 1 to 1024, not the string "four""
};

// For a table the raw value is that of one entry, and the value is that entry's string.
Reading readValue(const Key& key, const Raw& raw);

// The text spelling of a declaration and of --set, without limits and rules.
std::optional<Value> parseText(Type type, std::string_view text);

} // namespace portico::config
