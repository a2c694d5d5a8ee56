// SPDX-License-Identifier: Apache-2.0
// The answers of the control socket, one line of JSON each.
#pragma once

#include "host/reload/generations.h"
#include "host/reload/worker.h"

#include <string>

namespace portico::host {

// {"done":true,"generation":4,"draining":1,"sentences":[...]}
std::string reloadAnswer(const Generations::ReloadResult& result, const Generations& generations);
// {"error":"..."}
std::string errorAnswer(std::string_view sentence);

// The status of a running server: generations, plugins with their statistics, tasks, the last reload.
std::string statusAnswer(const Generations& generations, const Worker& worker, ProcessState& processState);

} // namespace portico::host
