// SPDX-License-Identifier: Apache-2.0
// Counts how many of a resource each network holds, and finds the network to preempt. Any thread.
#pragma once

#include "base/mutex.h"
#include "shares/network.h"

#include <algorithm>
#include <map>
#include <optional>

namespace portico::shares {

class Counts {
public:
    // If it throws std::bad_alloc, nothing is counted.
    void enter(const Network& network) {
        const MutexLock lock(mutex_);
        ++counts_[network];
    }
    void leave(const Network& network) noexcept {
        const MutexLock lock(mutex_);
        const auto found = counts_.find(network);
        if (--found->second == 0) counts_.erase(found);
    }

    // The network with the most, if it has more than `other`, which must already be counted. If `other` is empty, its network is
    // not counted yet, and the largest network must have more than one.
    std::optional<Network> largestOtherThan(const std::optional<Network>& other) const {
        const MutexLock lock(mutex_);
        const auto largest = std::max_element(counts_.begin(), counts_.end(),
                                              [](const auto& a, const auto& b) { return a.second < b.second; });
        if (largest == counts_.end()) return std::nullopt;
        const auto own = other ? counts_.find(*other) : counts_.end();
        if (largest->second <= (own == counts_.end() ? 1 : own->second)) return std::nullopt;
        return largest->first;
    }

private:
    mutable Mutex mutex_;
    std::map<Network, std::size_t> counts_ PORTICO_GUARDED_BY(mutex_);
};

} // namespace portico::shares
