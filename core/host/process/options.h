// SPDX-License-Identifier: Apache-2.0
// Options of the whole server, from the command line and the environment.
#pragma once

#include "config/layers.h"

#include <filesystem>
#include <string>

namespace portico::host {

struct Options {
    config::Sources sources;       // where the configuration comes from
    std::string program{};         // portico itself, for trial loads in a probe process; empty: no trial loads
    std::filesystem::path tried{}; // a plugin file that is treated as installed
    bool forDevelopers = false;    // serve --dev
};

} // namespace portico::host
