// SPDX-License-Identifier: Apache-2.0
// The events that pages in browsers wait for under serve --dev: another generation serves, or a change was refused. The control
// thread sends them; request threads wait for them.
#pragma once

#include "base/mutex.h"

#include <chrono>
#include <string>
#include <vector>

namespace portico::host {

class ReloadEvents {
public:
    ReloadEvents();

    // Call after each reload. `refused`: the reasons; empty if it was done.
    void tell(unsigned generation, const std::vector<std::string>& refused);

    struct ReloadEvent {
        unsigned number = 0; // of the event, not of the generation; 0: none yet
        std::string json{};  // {"run":"4711","generation":2,"refused":["..."]}
    };
    ReloadEvent newest() const;
    // Waits until there is an event other than `seen`, or until `timeout` is over.
    void await(unsigned seen, std::chrono::milliseconds timeout) const;

    // Differs at every start of the server, so that pages opened before it are recognized.
    const std::string& run() const noexcept { return run_; }

private:
    const std::string run_;
    mutable Mutex mutex_;
    mutable ConditionVariable told_;
    ReloadEvent latest_ PORTICO_GUARDED_BY(mutex_);
};

} // namespace portico::host
