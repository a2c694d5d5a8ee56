// SPDX-License-Identifier: Apache-2.0
// The setting of a plugin as a tree (portico_host.setting_value): its own value, or those of the fields of a table.
#pragma once

#include "config/settings.h"

#include <portico/value.hpp>

#include <string>

namespace portico::host {

// `name`: plugins.ID.NAME. Throws std::logic_error if the manifest declares no such setting.
Value settingValue(const config::Settings& settings, const std::string& name);

} // namespace portico::host
