// SPDX-License-Identifier: Apache-2.0
// What the command line and the environment say about the server as a whole.
#pragma once

#include "config/layers.h"

#include <filesystem>
#include <string>

namespace portico::host {

struct Options {
    config::Sources sources; // where the configuration comes from
    std::string program{};   // portico itself, to try plugins in a process of their own; empty: they are not tried
    std::filesystem::path tried{}; // a plugin file that is taken for an installed one
    bool forDevelopers = false;    // serve --dev
};

} // namespace portico::host
