// SPDX-License-Identifier: Apache-2.0
// Lanes that wait for something that has bounds of its own, as the hashing of passwords has: while they do they count for none
// of the server's threads, so that a storm of logins leaves those to the pages. Any thread.
#pragma once

#include <atomic>

namespace portico::http::wire {

class BlockedLanes {
public:
    // Its owner's lane is away as long as it lives.
    class BlockingSection {
    public:
        explicit BlockingSection(BlockedLanes& away) noexcept : blocked_(away) {
            blocked_.count_.fetch_add(1, std::memory_order_relaxed);
        }
        BlockingSection(const BlockingSection&) = delete;
        BlockingSection& operator=(const BlockingSection&) = delete;
        ~BlockingSection() { blocked_.count_.fetch_sub(1, std::memory_order_relaxed); }

    private:
        BlockedLanes& blocked_;
    };

    unsigned count() const noexcept { return count_.load(std::memory_order_relaxed); }

private:
    std::atomic<unsigned> count_{0};
};

} // namespace portico::http::wire
