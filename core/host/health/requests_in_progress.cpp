// SPDX-License-Identifier: Apache-2.0
#include "host/health/requests_in_progress.h"

#include "capabilities/call_context.h"

namespace portico::host {

std::vector<std::string> requestsInProgress(std::optional<unsigned> generation) {
    std::vector<std::string> all;
    capabilities::CallContext::forEach([&](capabilities::CallContext& context) {
        const capabilities::PluginStats* stats = context.stats.load();
        const MutexLock lock(context.mutex);
        if (context.request.id[0] == '\0' || (generation && context.request.generation != *generation)) return;
        all.push_back(std::string(context.request.id.data()) + ' ' + context.request.target.data() +
                      (stats == nullptr ? "" : " in " + stats->plugin + ", " + context.function.load()));
    });
    return all;
}

std::vector<std::string> controlCalls() {
    std::vector<std::string> all;
    capabilities::CallContext::forEach([&](capabilities::CallContext& context) {
        const capabilities::PluginStats* stats = context.stats.load();
        const MutexLock lock(context.mutex);
        if (stats == nullptr || context.request.id[0] != '\0') return;
        const std::string task = context.request.target.data();
        all.push_back(stats->plugin + ", " + context.function.load() + (task.empty() ? "" : " (" + task + ')'));
    });
    return all;
}

} // namespace portico::host
