// SPDX-License-Identifier: Apache-2.0
#include "capabilities/misuse.h"

#include "base/write_all.h"

#include <unistd.h>

#include <cstdlib>
#include <string>

namespace portico::capabilities {

void endForMisuse(std::string_view plugin, std::string_view function, std::string_view circumstances) noexcept {
    try {
        std::string sentence("portico: the plugin ");
        sentence.append(plugin).append(" called ").append(function);
        sentence.append(" on thread ").append(std::to_string(::gettid())).append(" ").append(circumstances);
        sentence.append("; see the thread tags in <portico/abi/base.h>\n");
        base::writeAll(STDERR_FILENO, sentence); // a failure cannot be reported
    } catch (...) {                              // no memory: the crash report still names the plugin
    }
    std::abort();
}

} // namespace portico::capabilities
