// SPDX-License-Identifier: Apache-2.0
// Requests that wait for a lane: networks are served in turn, and each in the order in which its requests came. However many a
// network sends, another one waits for one of them at most. Needs no memory and cannot fail. Belongs to whoever holds the lanes.
#pragma once

#include "http/wire/ready_list.h"

namespace portico::http::wire {

class ReadyQueue {
public:
    bool empty() const noexcept { return list_.empty(); }
    std::size_t size() const noexcept { return list_.size(); }

    void push(Connection& connection, std::int64_t now) noexcept;

    // Whose turn it is, or nullptr.
    Connection* pop() noexcept;

    // There are too many: the newest of the network that has most. There is one.
    Connection* popNewestOfLargest() noexcept;

    // Who came before `oldest`, or nullptr.
    Connection* popExpired(std::int64_t oldest) noexcept;

    // Is this one's network to blame that it waits? Others of it came before, and other networks wait, too.
    bool causesWait(const Connection& connection) const noexcept;

private:
    ReadyList list_;           // by turn
    std::uint64_t served_ = 0; // the turn that was served last
};

} // namespace portico::http::wire
