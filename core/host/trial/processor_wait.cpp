// SPDX-License-Identifier: Apache-2.0
#include "host/trial/processor_wait.h"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <system_error>

namespace portico::host {

std::chrono::nanoseconds processorWait(const std::filesystem::path& process) {
    std::int64_t longest = 0;
    std::error_code hasEnded;
    for (std::filesystem::directory_iterator thread(process / "task", hasEnded), end; !hasEnded && thread != end;
         thread.increment(hasEnded)) {
        std::int64_t ran = 0, waited = 0;
        if (std::ifstream(thread->path() / "schedstat") >> ran >> waited) longest = std::max(longest, waited);
    }
    return std::chrono::nanoseconds(longest);
}

} // namespace portico::host
