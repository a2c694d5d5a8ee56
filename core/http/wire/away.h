// SPDX-License-Identifier: Apache-2.0
// Lanes that wait for something that has bounds of its own, as the hashing of passwords has: while they do they count for none
// of the server's threads, so that a storm of logins leaves those to the pages. Any thread.
#pragma once

#include <atomic>

namespace portico::http::wire {

class Away {
public:
    // Its owner's lane is away as long as it lives.
    class Stay {
    public:
        explicit Stay(Away& away) noexcept : away_(away) { away_.count_.fetch_add(1, std::memory_order_relaxed); }
        Stay(const Stay&) = delete;
        Stay& operator=(const Stay&) = delete;
        ~Stay() { away_.count_.fetch_sub(1, std::memory_order_relaxed); }

    private:
        Away& away_;
    };

    unsigned count() const noexcept { return count_.load(std::memory_order_relaxed); }

private:
    std::atomic<unsigned> count_{0};
};

} // namespace portico::http::wire
