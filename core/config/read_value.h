// SPDX-License-Identifier: Apache-2.0
// Checks a raw value against a key. Defaults, files, environment, credentials and --set are all checked here and only here.
#pragma once

#include "config/key.h"

#include <optional>
#include <string>
#include <string_view>

namespace portico::config {

struct Reading {
    std::optional<Value> value{};
    std::string problem{}; // if there is no value: "must be an integer from 1 to 1024, not the string "four""
};

// For a table, the raw value is that of one entry, and the result is the string of that entry.
Reading readValue(const Key& key, const Raw& raw);

// Reads the text form used in declarations and --set, without checking limits and rules.
std::optional<Value> parseText(Type type, std::string_view text);

} // namespace portico::config
