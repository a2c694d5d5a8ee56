// SPDX-License-Identifier: Apache-2.0
// What outlives every generation: the log, the mapped libraries of plugins, password hashing, certificates, addresses, kept
// values, what plugins have done. Belongs to the control thread.
#pragma once

#include "capabilities/account.h"
#include "host/hashing.h"
#include "host/kept_rooms.h"
#include "host/key_file.h"
#include "host/log.h"
#include "host/step_observer.h"
#include "http/notices.h"
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
    std::shared_ptr<http::Notices> notices = std::make_shared<http::Notices>();
    Hashing hashing{away};
    std::shared_ptr<http::wire::CurrentTls> tls{}; // null: nobody speaks it
    std::vector<std::string> addresses{};          // where the server is reached
    KeptRooms values{};
    capabilities::Accounts accounts{};
    SpareKey spareKey{};           // in the place of one that could not be written
    StepObserver* steps = nullptr; // may be there when plugins load, start and stop
};

} // namespace portico::host
