// SPDX-License-Identifier: Apache-2.0
// The effective settings as text, with secrets as ***: the output of "portico config show".
#pragma once

#include "config/settings.h"

#include <string>

namespace portico::config {

// Valid TOML with every key. With origins, each line ends with a comment that names the origin of the value.
std::string showToml(const Settings& settings, bool withOrigin);

// {"server.listen": {"value": ["127.0.0.1:8080"], "origin": "built-in default", "level": "built-in", "applies": "restart"}, ...}
std::string showJson(const Settings& settings);

} // namespace portico::config
