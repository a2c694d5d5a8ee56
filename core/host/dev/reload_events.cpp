// SPDX-License-Identifier: Apache-2.0
#include "host/dev/reload_events.h"

#include "host/log/json_lines.h"

#include <unistd.h>

namespace portico::host {

ReloadEvents::ReloadEvents() : run_(std::to_string(::getpid())) { tell(1, {}); }

void ReloadEvents::tell(unsigned generation, const std::vector<std::string>& refused) {
    std::string json = JsonLine()
                           .text("run", run_)
                           .raw("generation", std::to_string(generation))
                           .raw("refused", jsonList(refused))
                           .end();
    {
        const MutexLock lock(mutex_);
        latest_ = {latest_.number + 1, std::move(json)};
    }
    told_.notifyAll();
}

ReloadEvents::ReloadEvent ReloadEvents::newest() const {
    const MutexLock lock(mutex_);
    return latest_;
}

void ReloadEvents::await(unsigned seen, std::chrono::milliseconds timeout) const {
    const MutexLock lock(mutex_);
    told_.waitFor(mutex_, timeout, [&]() PORTICO_REQUIRES(mutex_) { return latest_.number != seen; });
}

} // namespace portico::host
