// SPDX-License-Identifier: Apache-2.0
// Who may touch a connection: one thread at a time. An event of the socket is for nobody in particular; the thread that gets
// it takes the connection, or leaves a note for the one that has it. A epoch keeps an event that was on its way when its
// connection ended from touching the next one in the same slot.
#pragma once

#include <atomic>
#include <cstdint>

namespace portico::http::wire {

class Ownership {
public:
    enum class Taken {
        Yes,
        Busy,  // its owner was left a note, and release will tell
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

    // The owner. False: an event came meanwhile, and the connection is still owned.
    bool release() noexcept {
        std::uint64_t now = word_.load(std::memory_order_relaxed);
        for (;;) {
            const bool again = (now & noted) != 0;
            const std::uint64_t then = again ? now & ~noted : now & ~owned;
            if (word_.compare_exchange_weak(now, then, std::memory_order_acq_rel, std::memory_order_relaxed))
                return !again;
        }
    }

    // The owner: the connection has ended, and whatever is still said of it is stale.
    void end() noexcept {
        const auto next = static_cast<std::uint32_t>((word_.load(std::memory_order_relaxed) >> shift) + 1);
        word_.store(static_cast<std::uint64_t>(next) << shift, std::memory_order_release);
    }

    // The owner or a guess.
    bool hungUp() const noexcept { return (word_.load(std::memory_order_relaxed) & gone) != 0; }
    bool isOwned() const noexcept { return (word_.load(std::memory_order_relaxed) & owned) != 0; }
    // Whoever sees a epoch sees what its predecessor's owner did before the end.
    std::uint32_t epoch() const noexcept {
        return static_cast<std::uint32_t>(word_.load(std::memory_order_acquire) >> shift);
    }

private:
    static constexpr std::uint64_t owned = 1, noted = 2, gone = 4;
    static constexpr unsigned shift = 32;
    std::atomic<std::uint64_t> word_{0};
};

} // namespace portico::http::wire
