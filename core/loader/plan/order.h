// SPDX-License-Identifier: Apache-2.0
// In which order plugins start: whoever is needed first, otherwise by id, so that every start is the same. They stop in
// reverse. Pure.
#pragma once

#include "loader/plan/wiring.h"

namespace portico::loader {

struct Order {
    std::vector<std::string> start{};       // without the members of circles and whoever needs them
    std::vector<UnusablePlugin> circular{}; // every member of every circle, with the whole circle in its clause
};

Order startOrder(std::span<const Wired> plugins);

} // namespace portico::loader
