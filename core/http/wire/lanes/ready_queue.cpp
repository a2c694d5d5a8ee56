// SPDX-License-Identifier: Apache-2.0
// The order of service. A request's turn is one after its network's last waiting request, or after the turn being served: each
// network has one request per turn.
#include "http/wire/lanes/ready_queue.h"

#include <algorithm>

namespace portico::http::wire {

void ReadyQueue::push(Connection& connection, std::int64_t now) noexcept {
    Ready& own = connection.ready;
    own.since = now;
    own.turn = served_;
    own.isBehindOwnNetwork = false;
    Connection* place = list_.last();
    // The last one of the same network; those behind it are of other networks.
    Connection* last = place;
    while (last != nullptr && last->network() != connection.network()) last = last->ready.before;
    if (last != nullptr) {
        own.turn = last->ready.turn + 1;
        own.isBehindOwnNetwork = true;
    }
    while (place != nullptr && place->ready.turn > own.turn) place = place->ready.before;
    list_.insertAfter(place, connection);
}

Connection* ReadyQueue::pop() noexcept {
    Connection* one = list_.pop();
    if (one != nullptr) served_ = std::max(served_, one->ready.turn);
    return one;
}

Connection* ReadyQueue::popNewestOfLargest() noexcept {
    Connection* last = list_.last();
    list_.remove(*last);
    return last;
}

Connection* ReadyQueue::popExpired(std::int64_t oldest) noexcept {
    for (Connection* one = list_.first(); one != nullptr; one = one->ready.next)
        if (one->ready.since < oldest) {
            list_.remove(*one);
            return one;
        }
    return nullptr;
}

bool ReadyQueue::causesWait(const Connection& connection) const noexcept {
    if (!connection.ready.isBehindOwnNetwork) return false;
    const Connection* one = list_.first();
    while (one != nullptr && one->network() == connection.network()) one = one->ready.next;
    return one != nullptr;
}

} // namespace portico::http::wire
