// SPDX-License-Identifier: Apache-2.0
// Builds a generation, destroys it again and reports the result line by line: which plugins are used, which are not and why, and
// which routes exist. Runs plugin code, so it is called in a probe process. ProbeReport reads the lines.
#pragma once

#include "host/process/options.h"
#include "host/services/process_state.h"

#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace portico::host {

using Tell = std::function<void(std::string_view kind, std::string_view plugin, std::string_view text)>;

// Plugins in `without` are left out like refused ones.
void buildAndReport(const Options& options, const std::set<std::string>& without, ProcessState& processState,
                    const Tell& tell);

// Ends each field of a route.
inline constexpr char wordEnd = '\x1f';

} // namespace portico::host
