// SPDX-License-Identifier: Apache-2.0
// The status of a running server, as one line of JSON: generations, plugins with their statistics, the last reload.
#pragma once

#include "host/reload/generations.h"
#include "host/reload/worker.h"

#include <string>

namespace portico::host {

std::string statusAnswer(const Generations& generations, const Worker& worker, ProcessState& processState);

} // namespace portico::host
