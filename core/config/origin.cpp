// SPDX-License-Identifier: Apache-2.0
// Origins and faults as text.
#include "config/origin.h"

namespace portico::config {

std::string_view levelName(Level level) {
    switch (level) {
    case Level::builtIn: return "built-in";
    case Level::packaged: return "packaged";
    case Level::mainFile: return "main file";
    case Level::dropIn: return "conf.d";
    case Level::pluginFile: return "plugins.d";
    case Level::credential: return "credential";
    case Level::environment: return "environment";
    case Level::commandLine: return "command line";
    }
    return "";
}

std::string Origin::text() const {
    if (level == Level::builtIn) return "built-in default";
    if (line == 0) return place;
    return place + ':' + std::to_string(line) + ':' + std::to_string(column);
}

std::string Fault::text() const { return origin.text() + ": " + what + "; " + advice; }

} // namespace portico::config
