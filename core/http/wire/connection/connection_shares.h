// SPDX-License-Identifier: Apache-2.0
// Counts what connections hold of the resources that all clients share: connections of each address and network, and buffered
// bytes. Any thread.
#pragma once

#include "http/wire/connection/address_counts.h"
#include "http/wire/connection/limits.h"
#include "http/wire/listen/peer.h"
#include "shares/counts.h"
#include "shares/shared_quota.h"

namespace portico::http::wire {

class Connection;

// What the connection holds of each share, so that it returns exactly that.
struct Held {
    std::string address{};                    // the address for which it is counted, or empty
    std::optional<shares::Network> network{}; // the network for which it is counted
    std::size_t bytes = 0;                    // counted as buffered for the network `bytesOf`
    std::optional<shares::Network> bytesOf{};
};

class ConnectionShares {
public:
    explicit ConnectionShares(const Limits& limits) : limits_(limits), buffered_(limits.buffered) {}

    // False if the address already has its maximum of connections; nothing is then held.
    bool claim(const Peer& peer, const shares::Network& network, Held& held);
    // Counts the connection for this network and no longer for another.
    void countFor(const std::optional<shares::Network>& network, Held& held);
    // Counts the bytes that the connection has buffered now. If they would exceed the quota of all clients or of the network, none
    // of its bytes is counted.
    shares::Admission countBuffered(Connection& connection);
    void putBack(Held& held) noexcept;

    std::optional<shares::Network> largestOtherThan(const std::optional<shares::Network>& network) const {
        return networks_.largestOtherThan(network);
    }

private:
    const Limits& limits_;
    AddressCounts addresses_;
    shares::Counts networks_;      // connections of each
    shares::SharedQuota buffered_; // bytes
};

} // namespace portico::http::wire
