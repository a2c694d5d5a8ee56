// SPDX-License-Identifier: Apache-2.0
// Counts the connections of each address or network, so that none takes all of them. Any thread.
#pragma once

#include "base/mutex.h"

#include <cstddef>
#include <string>
#include <unordered_map>

namespace portico::http::wire {

class AddressCounts {
public:
    // False, and nothing is counted, if the address already has `most` connections. 0: no limit.
    bool enter(const std::string& address, std::size_t most) {
        const MutexLock lock(mutex_);
        std::size_t& count = counts_[address];
        if (most != 0 && count >= most) return false;
        ++count;
        return true;
    }
    void leave(const std::string& address) {
        const MutexLock lock(mutex_);
        const auto found = counts_.find(address);
        if (found != counts_.end() && --found->second == 0) counts_.erase(found);
    }

private:
    Mutex mutex_;
    std::unordered_map<std::string, std::size_t> counts_ PORTICO_GUARDED_BY(mutex_);
};

} // namespace portico::http::wire
