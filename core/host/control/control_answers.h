// SPDX-License-Identifier: Apache-2.0
// The answers of the control socket, one line of JSON each.
#pragma once

#include "host/reload/generations.h"

#include <string>

namespace portico::host {

// {"done":true,"generation":4,"draining":1,"sentences":[...]}
std::string reloadAnswer(const Generations::ReloadResult& result, const Generations& generations);
// {"error":"..."}
std::string errorAnswer(std::string_view sentence);

} // namespace portico::host
