// SPDX-License-Identifier: Apache-2.0
// The keys limits.*, a part of the table in host_keys.cpp.
#pragma once

#include "config/keys.h"

namespace portico::config {

void addLimitKeys(Keys& keys);

} // namespace portico::config
