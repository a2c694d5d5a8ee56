// SPDX-License-Identifier: Apache-2.0
// Requests that wait for a lane: networks are served in turn, and each network's requests in order of arrival. However many
// requests a network sends, another network waits for at most one of them. Needs no memory and cannot fail. Protected by the lock
// of Lanes.
#pragma once

#include "http/wire/connection/ready_list.h"

namespace portico::http::wire {

class ReadyQueue {
public:
    bool empty() const noexcept { return list_.empty(); }
    std::size_t size() const noexcept { return list_.size(); }

    void push(Connection& connection, std::int64_t now) noexcept;

    // The next request, or nullptr.
    Connection* pop() noexcept;

    // Makes room: removes the newest request of the network with the most. The queue must not be empty.
    Connection* popNewestOfLargest() noexcept;

    // A request that arrived before `oldest`, or nullptr.
    Connection* popExpired(std::int64_t oldest) noexcept;

    // True if this request waits because of its own network: others of that network arrived before, and other networks wait, too.
    bool causesWait(const Connection& connection) const noexcept;

private:
    ReadyList list_;           // by turn
    std::uint64_t served_ = 0; // the last turn that was served
};

} // namespace portico::http::wire
