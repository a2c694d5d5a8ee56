// SPDX-License-Identifier: Apache-2.0
// The message about a name that is not a key: a typo, a section, or a plugin that is not installed. Used by draft.cpp.
#pragma once

#include "config/draft.h"

#include <optional>
#include <string>

namespace portico::config {

struct NameProblem {
    std::string what;
    std::string advice;
    bool isWarning = false;
};

// Returns nothing if the name is acceptable, such as that of an existing section without keys.
std::optional<NameProblem> unknownName(const Keys& keys, const Assignment& assignment);

} // namespace portico::config
