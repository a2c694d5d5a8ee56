// SPDX-License-Identifier: Apache-2.0
// SIGTERM and SIGINT as calls that return.
#include "host/signals.h"

namespace portico::host {

Signals::Signals() {
    ::sigemptyset(&set_);
    ::sigaddset(&set_, SIGTERM);
    ::sigaddset(&set_, SIGINT);
    ::pthread_sigmask(SIG_BLOCK, &set_, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
}

int Signals::waitForStop() {
    int signal = 0;
    while (::sigwait(&set_, &signal) != 0) {
    }
    return signal;
}

} // namespace portico::host
