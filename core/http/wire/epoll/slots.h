// SPDX-License-Identifier: Apache-2.0
// Connection slots. A slot is never freed, so that a late event still finds a connection, though perhaps a later one; the epoll
// set holds the slot number and the epoch. Grows as needed up to the limit. Any thread.
#pragma once

#include "base/mutex.h"
#include "http/wire/connection/connection.h"

#include <array>
#include <optional>
#include <vector>

namespace portico::http::wire {

class Slots {
public:
    Slots(const Limits& limits, const Stop& stop);

    // A free slot, or nullptr if limits.connections is reached.
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
    Mutex mutex_;
    // Separately allocated blocks, which never move. Changed under the mutex, and read without it up to `made_`.
    std::vector<std::unique_ptr<Block>> blocks_;
    std::vector<std::uint32_t> free_ PORTICO_GUARDED_BY(mutex_);
    std::atomic<std::uint32_t> made_{0};
    std::atomic<std::size_t> taken_{0};
};

} // namespace portico::http::wire
