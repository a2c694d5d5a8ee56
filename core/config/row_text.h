// SPDX-License-Identifier: Apache-2.0
// One entry of a list of tables on one line: { url = "/", every = "5m" } in TOML, {"url": "/", "every": "5m"} in JSON.
#pragma once

#include "config/key.h"

#include <string>

namespace portico::config {

enum class Syntax { toml, json };

// `text`: how to write the value of a field, such as tomlText.
std::string rowText(const Key& key, const Row& row, Syntax syntax, std::string (*text)(const Key&, const Value&));

} // namespace portico::config
