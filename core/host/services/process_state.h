// SPDX-License-Identifier: Apache-2.0
// What outlives all generations: the log, mapped plugin libraries, password hashing, certificates, addresses, TTL stores,
// tasks, plugin statistics and metrics. Belongs to the control thread.
#pragma once

#include "capabilities/misuse.h"
#include "capabilities/plugin_stats.h"
#include "host/health/step_observer.h"
#include "host/log/log.h"
#include "host/process/key_file.h"
#include "host/services/passwords_service.h"
#include "host/services/ttl_stores.h"
#include "host/tasks/task_scheduler.h"
#include "http/log/notices.h"
#include "http/wire/tls/current_tls.h"
#include "loader/plan/inspection_cache.h"
#include "loader/run/libraries.h"
#include "metrics/registry.h"

namespace portico::host {

struct ProcessState {
    // `why`: PORTICO_PURPOSE_...
    ProcessState(ServerLog& where, std::uint64_t why) : log(where), purpose(why) {}
    // Of the server. `cache`: the folder for copies of plugins.
    ProcessState(ServerLog& where, const std::filesystem::path& cache)
        : log(where), purpose(PORTICO_PURPOSE_SERVE), libraries(cache) {}

    ServerLog& log;
    const std::uint64_t purpose;
    std::shared_ptr<loader::InspectionCache> inspections = std::make_shared<loader::InspectionCache>();
    loader::Libraries libraries{};
    std::shared_ptr<http::wire::BlockedLanes> away = std::make_shared<http::wire::BlockedLanes>();
    std::shared_ptr<http::Notices> notices = std::make_shared<http::Notices>();
    PasswordsServices hashing{away};
    std::shared_ptr<http::wire::CurrentTls> tls{}; // null without TLS
    std::vector<std::string> addresses{};          // on which the server listens
    TtlStores values{};
    capabilities::PluginStatsTable accounts{};
    metrics::Registry metrics{};
    FallbackKey fallbackKey{};                          // used while the key file cannot be written
    StepObserver* steps = nullptr;                      // observes plugins; may be null
    std::unique_ptr<capabilities::KeptTables> checks{}; // of calls of plugins; null: none
    TaskScheduler tasks{log};                           // nothing runs without TaskThreads, which only the server has
};

} // namespace portico::host
