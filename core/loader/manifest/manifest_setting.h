// SPDX-License-Identifier: Apache-2.0
// One entry of a manifest's "settings" as the declaration of a configuration key. config::Keys checks whether default and
// limits fit the type, as for the host's own keys.
#pragma once

#include "base/json_value.h"
#include "config/declaration.h"

#include <optional>

namespace portico::loader {

std::optional<config::Declaration> readSetting(const base::JsonMember& setting, std::vector<std::string>& problems);

} // namespace portico::loader
