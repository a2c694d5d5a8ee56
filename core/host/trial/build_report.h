// SPDX-License-Identifier: Apache-2.0
// Builds a generation, takes it down again and tells what came of it, line by line: who is used and who is not, and why; which routes
// there are. Runs code of plugins: in the process in which they are tried. Who reads it is ProbeReport.
#pragma once

#include "host/process/options.h"
#include "host/services/process_state.h"

#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace portico::host {

using Tell = std::function<void(std::string_view kind, std::string_view plugin, std::string_view text)>;

// Plugins in `without` are left out, as refused ones are.
void buildAndReport(const Options& options, const std::set<std::string>& without, ProcessState& processState,
                    const Tell& tell);

// Between the words of a route.
inline constexpr char wordEnd = '\x1f';

} // namespace portico::host
