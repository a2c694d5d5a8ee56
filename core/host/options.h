// SPDX-License-Identifier: Apache-2.0
// What the command line and the environment say about the server as a whole.
#pragma once

#include "config/layers.h"

namespace portico::host {

struct Options {
    config::Sources sources; // where the configuration comes from
};

} // namespace portico::host
