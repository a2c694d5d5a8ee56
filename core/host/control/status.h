// SPDX-License-Identifier: Apache-2.0
// What a running server says about itself, as one line of JSON: generations, plugins and what they have done, the last reload.
#pragma once

#include "host/reload/generations.h"
#include "host/reload/worker.h"

#include <string>

namespace portico::host {

std::string statusAnswer(const Generations& generations, const Worker& worker, ProcessState& processState);

} // namespace portico::host
