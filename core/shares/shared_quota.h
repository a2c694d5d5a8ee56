// SPDX-License-Identifier: Apache-2.0
// A quota of an amount such as bytes of memory, in total and per network. One network gets at most half. Any thread.
#pragma once

#include "base/mutex.h"
#include "shares/holders.h"

#include <map>
#include <optional>

namespace portico::shares {

class SharedQuota {
public:
    explicit SharedQuota(std::uint64_t most) noexcept : most_(most), mostOfOne_(most - most / 2) {}
    SharedQuota(const SharedQuota&) = delete;
    SharedQuota& operator=(const SharedQuota&) = delete;

    // `who`: empty if it is not known yet, such as a client behind a proxy; then only the total counts. If it throws
    // std::bad_alloc, nothing was taken.
    Admission take(const std::optional<Network>& who, std::uint64_t amount) {
        const MutexLock lock(mutex_);
        if (most_ - taken_ < amount) return Admission::Exhausted;
        if (who) {
            const auto own = byNetwork_.try_emplace(*who, 0).first;
            if (amount > mostOfOne_ || own->second > mostOfOne_ - amount) {
                if (own->second == 0) byNetwork_.erase(own);
                return Admission::NetworkOverShare;
            }
            own->second += amount;
        }
        taken_ += amount;
        return Admission::Yes;
    }

    // Returns an amount that was taken.
    void give(const std::optional<Network>& who, std::uint64_t amount) noexcept {
        const MutexLock lock(mutex_);
        taken_ -= amount;
        if (!who) return;
        const auto own = byNetwork_.find(*who);
        if ((own->second -= amount) == 0) byNetwork_.erase(own);
    }

private:
    const std::uint64_t most_, mostOfOne_;
    Mutex mutex_;
    std::uint64_t taken_ PORTICO_GUARDED_BY(mutex_) = 0;
    std::map<Network, std::uint64_t> byNetwork_ PORTICO_GUARDED_BY(mutex_); // networks that hold some
};

} // namespace portico::shares
