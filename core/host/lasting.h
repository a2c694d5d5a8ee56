// SPDX-License-Identifier: Apache-2.0
// What outlives every generation: the log, the mapped libraries of plugins, password hashing, certificates. Belongs to the control thread.
#pragma once

#include "host/hashing.h"
#include "host/log.h"
#include "http/wire/current_tls.h"
#include "loader/inspections.h"
#include "loader/libraries.h"

namespace portico::host {

struct Lasting {
    explicit Lasting(ServerLog& where) : log(where) {}
    Lasting(ServerLog& where, const std::filesystem::path& cache) : log(where), libraries(cache) {}

    ServerLog& log;
    loader::Inspections inspections{};
    loader::Libraries libraries{};
    std::shared_ptr<http::wire::Away> away = std::make_shared<http::wire::Away>();
    Hashing hashing{away};
    std::shared_ptr<http::wire::CurrentTls> tls{}; // null: nobody speaks it
};

} // namespace portico::host
