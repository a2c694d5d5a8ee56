// SPDX-License-Identifier: Apache-2.0
// What outlives every generation: the log, the mapped libraries of plugins, password hashing. Belongs to the control thread.
#pragma once

#include "host/hashing.h"
#include "host/log.h"
#include "loader/inspections.h"
#include "loader/libraries.h"

namespace portico::host {

struct Lasting {
    explicit Lasting(ServerLog& where) : log(where) {}
    Lasting(ServerLog& where, const std::filesystem::path& cache) : log(where), libraries(cache) {}

    ServerLog& log;
    loader::Inspections inspections{};
    loader::Libraries libraries{};
    Hashing hashing{};
};

} // namespace portico::host
