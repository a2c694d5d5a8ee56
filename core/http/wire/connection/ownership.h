// SPDX-License-Identifier: Apache-2.0
// Ensures that one thread at a time uses a connection. Any thread may receive an event of the socket; it takes the connection, or
// leaves a note for the owner. An epoch prevents a late event of an ended connection from affecting its successor in the slot.
#pragma once

#include <atomic>
#include <cstdint>

namespace portico::http::wire {

class Ownership {
public:
    enum class Taken {
        Yes,
        Busy,  // the owner was left a note, which release reports
        Stale, // that connection has ended
    };

    // Any thread. `hungUp`: the event says that the client closed its side.
    Taken take(std::uint32_t epoch, bool hungUp) noexcept {
        std::uint64_t now = word_.load(std::memory_order_relaxed);
        for (;;) {
            if (now >> shift != epoch) return Taken::Stale;
            const bool busy = (now & owned) != 0;
            const std::uint64_t then = now | (busy ? noted : owned) | (hungUp ? gone : 0);
            if (word_.compare_exchange_weak(now, then, std::memory_order_acq_rel, std::memory_order_relaxed))
                return busy ? Taken::Busy : Taken::Yes;
        }
    }

    // For the owner. False: an event arrived meanwhile, and the connection is still owned.
    bool release() noexcept {
        std::uint64_t now = word_.load(std::memory_order_relaxed);
        for (;;) {
            const bool again = (now & noted) != 0;
            const std::uint64_t then = again ? now & ~noted : now & ~owned;
            if (word_.compare_exchange_weak(now, then, std::memory_order_acq_rel, std::memory_order_relaxed))
                return !again;
        }
    }

    // For the owner: the connection has ended, and further events for it are stale.
    void end() noexcept {
        const auto next = static_cast<std::uint32_t>((word_.load(std::memory_order_relaxed) >> shift) + 1);
        word_.store(static_cast<std::uint64_t>(next) << shift, std::memory_order_release);
    }

    // Exact for the owner, approximate for others.
    bool hungUp() const noexcept { return (word_.load(std::memory_order_relaxed) & gone) != 0; }
    bool isOwned() const noexcept { return (word_.load(std::memory_order_relaxed) & owned) != 0; }
    // Acquire: a thread that reads an epoch sees everything that the previous owner did before it ended.
    std::uint32_t epoch() const noexcept {
        return static_cast<std::uint32_t>(word_.load(std::memory_order_acquire) >> shift);
    }

private:
    static constexpr std::uint64_t owned = 1, noted = 2, gone = 4;
    static constexpr unsigned shift = 32;
    std::atomic<std::uint64_t> word_{0};
};

} // namespace portico::http::wire
