// SPDX-License-Identifier: Apache-2.0
// Reads SIGTERM, SIGINT and SIGHUP from a descriptor: they are blocked in every thread and handled by the control loop.
#pragma once

#include "base/descriptor.h"

#include <csignal>

namespace portico::host {

class Signals {
public:
    // Call before any thread starts, so that all inherit the mask. Also ignores SIGPIPE: write() reports a client that is gone.
    Signals();
    Signals(const Signals&) = delete;
    Signals& operator=(const Signals&) = delete;

    int descriptor() const noexcept { return descriptor_.get(); } // readable if next() has a signal
    int next() noexcept;                                          // 0 if there is none

private:
    base::Descriptor descriptor_;
};

} // namespace portico::host
