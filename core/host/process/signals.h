// SPDX-License-Identifier: Apache-2.0
// SIGTERM, SIGINT and SIGHUP as something to read: blocked in every thread, taken by the control loop.
#pragma once

#include "loader/file/descriptor.h"

#include <csignal>

namespace portico::host {

class Signals {
public:
    // Before any thread starts, so that all inherit it. Also ignores SIGPIPE: a client that is gone is an error of write().
    Signals();
    Signals(const Signals&) = delete;
    Signals& operator=(const Signals&) = delete;

    int descriptor() const noexcept { return descriptor_.get(); } // readable: next() has one
    int next() noexcept;                                          // 0: there is none

private:
    loader::Descriptor descriptor_;
};

} // namespace portico::host
