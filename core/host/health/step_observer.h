// SPDX-License-Identifier: Apache-2.0
// Who wants to be there when a plugin is loaded, created, started, stopped and destroyed. On the control thread.
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
