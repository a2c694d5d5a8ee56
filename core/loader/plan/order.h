// SPDX-License-Identifier: Apache-2.0
// The order in which plugins start: providers before the plugins that need them, otherwise by id, so that every start is
// the same. They stop in reverse order. Pure.
#pragma once

#include "loader/plan/wiring.h"

namespace portico::loader {

struct Order {
    std::vector<std::string> start{};       // without the members of cycles and what needs them
    std::vector<UnusablePlugin> circular{}; // every member of every cycle, with the whole cycle in its clause
};

Order startOrder(std::span<const Wired> plugins);

} // namespace portico::loader
