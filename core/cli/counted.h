// SPDX-License-Identifier: Apache-2.0
// "1 error", "2 errors": a number with a noun.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace portico::cli {

inline std::string counted(std::uint64_t number, std::string_view thing) {
    return std::to_string(number).append(" ").append(thing).append(number == 1 ? "" : "s");
}

} // namespace portico::cli
