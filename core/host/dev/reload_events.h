// SPDX-License-Identifier: Apache-2.0
// What the pages that are open in browsers wait for under serve --dev: that something else serves, or that a change was refused.
// Told by the control thread, waited for by the threads of requests.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

namespace portico::host {

class ReloadEvents {
public:
    ReloadEvents();

    // A reload is over, done or refused. `refused`: why.
    void tell(unsigned generation, const std::vector<std::string>& refused);

    struct ReloadEvent {
        unsigned number = 0; // of the news, not of the generation; 0: none yet
        std::string json{};  // {"run":"4711","generation":2,"refused":["..."]}
    };
    ReloadEvent newest() const;
    // Until there is other news than this, or the time is over.
    void await(unsigned seen, std::chrono::milliseconds patience) const;

    // Another one at every start of the server: a page that was open before it is of an earlier one.
    const std::string& run() const noexcept { return run_; }

private:
    const std::string run_;
    mutable std::mutex mutex_;
    mutable std::condition_variable told_;
    ReloadEvent latest_;
};

} // namespace portico::host
