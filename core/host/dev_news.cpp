// SPDX-License-Identifier: Apache-2.0
#include "host/dev_news.h"

#include "host/json_lines.h"

#include <unistd.h>

namespace portico::host {

DevNews::DevNews() : run_(std::to_string(::getpid())) { tell(1, {}); }

void DevNews::tell(unsigned generation, const std::vector<std::string>& refused) {
    std::string json = JsonLine()
                           .text("run", run_)
                           .raw("generation", std::to_string(generation))
                           .raw("refused", jsonList(refused))
                           .end();
    {
        const std::lock_guard lock(mutex_);
        letter_ = {letter_.number + 1, std::move(json)};
    }
    told_.notify_all();
}

DevNews::Letter DevNews::newest() const {
    const std::lock_guard lock(mutex_);
    return letter_;
}

void DevNews::await(unsigned seen, std::chrono::milliseconds patience) const {
    std::unique_lock lock(mutex_);
    told_.wait_for(lock, patience, [&] { return letter_.number != seen; });
}

} // namespace portico::host
