// SPDX-License-Identifier: Apache-2.0
#include "loader/manifest/capability_need.h"

#include "loader/manifest/capability_id.h"

namespace portico::loader {

CapabilityNeed readNeed(std::string_view text) {
    const std::size_t at = text.find('@');
    CapabilityNeed needed{.capability = std::string(text.substr(0, at))};
    if (at == std::string_view::npos) return needed;
    const std::string_view name = text.substr(at + 1);
    if (name.starts_with('$'))
        needed.setting = name.substr(1);
    else
        needed.provider = name;
    return needed;
}

std::string needProblem(std::string_view text) {
    const CapabilityNeed needed = readNeed(text);
    if (std::string problem = capabilityProblem(needed.capability); !problem.empty()) return problem;
    const bool isNamed = text.find('@') != std::string_view::npos;
    if (isNamed && needed.setting.empty() && !isPluginId(needed.provider))
        return '"' + std::string(text) +
               "\", in which no plugin follows the \"@\"; write the id of a plugin, or \"$\" and the name of a setting";
    return {};
}

} // namespace portico::loader
