// SPDX-License-Identifier: Apache-2.0
// What a running server says about itself, as one line of JSON: generations, plugins and what they have done, the last reload.
#pragma once

#include "host/generations.h"

#include <string>

namespace portico::host {

std::string statusAnswer(const Generations& generations, Lasting& lasting);

} // namespace portico::host
