// SPDX-License-Identifier: Apache-2.0
// SIGTERM and SIGINT as calls that return: blocked in every thread, taken by the one that waits.
#pragma once

#include <csignal>

namespace portico::host {

class Signals {
public:
    // Before any thread starts, so that all inherit it. Also ignores SIGPIPE: a client that is gone is an error of write().
    Signals();
    Signals(const Signals&) = delete;
    Signals& operator=(const Signals&) = delete;

    // Returns when the server is asked to stop, with the signal.
    int waitForStop();

private:
    sigset_t set_;
};

} // namespace portico::host
