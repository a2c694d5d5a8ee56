// SPDX-License-Identifier: Apache-2.0
// What to say about a name that is no key: a mistyped one, a section, a plugin that is not there. Used by draft.cpp.
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

// Nothing when the name may stand, as that of an empty section that exists.
std::optional<NameProblem> unknownName(const Keys& keys, const Assignment& assignment);

} // namespace portico::config
