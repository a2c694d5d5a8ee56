// SPDX-License-Identifier: Apache-2.0
// While it exists, this thread runs a task of a plugin, outside of requests.
#pragma once

#include "capabilities/call_context.h"

#include <chrono>
#include <string>

namespace portico::capabilities {

class TaskScope {
public:
    // `deadline`: how long the task may run before the watchdog reports it.
    TaskScope(const std::string& name, unsigned generation, std::chrono::nanoseconds deadline)
        : place_("", "task " + name, "", generation), context_(CallContext::forCurrentThread()) {
        context_.allowed.store(deadline.count(), std::memory_order_relaxed);
    }
    ~TaskScope() { context_.allowed.store(0, std::memory_order_relaxed); }
    TaskScope(const TaskScope&) = delete;
    TaskScope& operator=(const TaskScope&) = delete;

private:
    RequestScope place_;
    CallContext& context_;
};

} // namespace portico::capabilities
