// SPDX-License-Identifier: Apache-2.0
// Connection slots.
#include "http/wire/epoll/slots.h"

namespace portico::http::wire {

Slots::Slots(const Limits& limits, const Stop& stop)
    : limits_(limits), stop_(stop), blocks_((limits.connections + blockSize - 1) / blockSize) {
    free_.reserve(limits.connections);
}

Connection* Slots::take() {
    const MutexLock lock(mutex_);
    if (free_.empty()) {
        const std::uint32_t next = made_.load(std::memory_order_relaxed);
        if (next >= limits_.connections) return nullptr;
        auto& block = blocks_[next / blockSize];
        if (!block) block = std::make_unique<Block>();
        (*block)[next % blockSize].emplace(next, limits_, stop_);
        made_.store(next + 1, std::memory_order_release);
        free_.push_back(next);
    }
    const std::uint32_t slot = free_.back();
    free_.pop_back();
    ++taken_;
    return &at(slot);
}

void Slots::give(Connection& connection) {
    const MutexLock lock(mutex_);
    free_.push_back(connection.slot);
    --taken_;
}

Connection& Slots::at(std::uint32_t slot) noexcept { return *(*blocks_[slot / blockSize])[slot % blockSize]; }

} // namespace portico::http::wire
