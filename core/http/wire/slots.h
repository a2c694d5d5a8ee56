// SPDX-License-Identifier: Apache-2.0
// The places for connections. A place is never freed, so that an event that is late finds a connection, if not its own; its
// number and the connection's epoch are what the epoll set knows. Grows as needed up to its limit. Any thread.
#pragma once

#include "http/wire/connection.h"

#include <array>
#include <mutex>
#include <optional>
#include <vector>

namespace portico::http::wire {

class Slots {
public:
    Slots(const Limits& limits, const Stop& stop);

    // A place that is free, or nullptr: there are as many connections as there may be.
    Connection* take();
    void give(Connection& connection);

    Connection& at(std::uint32_t slot) noexcept;
    std::uint32_t made() const noexcept { return made_.load(std::memory_order_acquire); }
    std::size_t taken() const noexcept { return taken_.load(std::memory_order_relaxed); }

private:
    static constexpr std::size_t blockSize = 256;
    using Block = std::array<std::optional<Connection>, blockSize>;

    const Limits& limits_;
    const Stop& stop_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Block>> blocks_; // its own memory never moves
    std::vector<std::uint32_t> free_;
    std::atomic<std::uint32_t> made_{0};
    std::atomic<std::size_t> taken_{0};
};

} // namespace portico::http::wire
