// SPDX-License-Identifier: Apache-2.0
// The origin of a value, and a fault found there. Every message about the configuration is a Fault, so that all have the same
// form: place, what is wrong, what to do.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace portico::config {

// Lowest first: a higher level overrides a lower one.
enum class Level { builtIn, packaged, mainFile, dropIn, pluginFile, credential, environment, commandLine };

// "built-in", "packaged", "main file", "conf.d", "plugins.d", "credential", "environment", "command line"
std::string_view levelName(Level level);

struct Origin {
    Level level = Level::builtIn;
    std::string place{};    // a file, or e.g. "environment PORTICO_SERVER__LISTEN"
    std::uint32_t line = 0; // 0: the place is not a line of a file
    std::uint32_t column = 0;

    std::string text() const; // "/etc/portico/portico.toml:3:1", "--set server.listen", "built-in default"
};

struct Fault {
    Origin origin;
    std::string what;
    std::string advice;

    std::string text() const; // "ORIGIN: WHAT; ADVICE", one line
};

} // namespace portico::config
