// SPDX-License-Identifier: Apache-2.0
// Counts the lanes in blocking sections, which wait for a resource with its own bound, such as password hashing. Such a lane does
// not count as one of the server's threads, so that many logins at once do not take the threads from pages. Any thread.
#pragma once

#include <atomic>

namespace portico::http::wire {

class BlockedLanes {
public:
    // The owner's lane counts as blocked while this object exists.
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
