// SPDX-License-Identifier: Apache-2.0
// One call of a command.
#include "cli/command.h"

namespace portico::cli {

std::string Invocation::value(std::string_view option) const {
    const auto found = options_.find(option);
    return found == options_.end() ? std::string() : found->second.back();
}

std::vector<std::string> Invocation::values(std::string_view option) const {
    const auto found = options_.find(option);
    return found == options_.end() ? std::vector<std::string>() : found->second;
}

} // namespace portico::cli
