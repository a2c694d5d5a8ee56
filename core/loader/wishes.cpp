// SPDX-License-Identifier: Apache-2.0
#include "loader/wishes.h"

#include "loader/capability_id.h"

namespace portico::loader {

Wishes wishesOf(const config::Settings& settings, const std::vector<std::string>& ids) {
    Wishes wishes;
    for (const std::string_view capability : knownCapabilities())
        if (const auto key = configurationKey(capability); key && !settings.string(*key).empty())
            wishes.named[std::string(capability)] = {settings.string(*key), settings.origin(*key)};
    for (const std::string& id : ids)
        if (!settings.isEnabled(id)) wishes.disabled.insert(id);
    return wishes;
}

} // namespace portico::loader
