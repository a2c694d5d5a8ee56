// SPDX-License-Identifier: Apache-2.0
// Observes the lifecycle steps of plugins: load, create, start, stop, destroy. Called on the thread that runs the step.
#pragma once

#include <string_view>

namespace portico::host {

class StepObserver {
public:
    virtual ~StepObserver() = default;
    virtual void stepBegins(std::string_view plugin, const char* step) = 0;
    virtual void stepEnded(std::string_view plugin, const char* step) = 0;

protected:
    StepObserver() = default;
    StepObserver(const StepObserver&) = default;
    StepObserver& operator=(const StepObserver&) = default;
};

} // namespace portico::host
