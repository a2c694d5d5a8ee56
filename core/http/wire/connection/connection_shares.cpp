// SPDX-License-Identifier: Apache-2.0
// Counts what connections hold. If an allocation fails, the connection holds what `held` says.
#include "http/wire/connection/connection_shares.h"

#include "http/wire/connection/connection.h"

#include <utility>

namespace portico::http::wire {

bool ConnectionShares::claim(const Peer& peer, const shares::Network& network, Held& held) {
    std::string address = shareOf(peer.address);
    if (!addresses_.enter(address, limits_.connectionsPerAddress)) return false;
    held.address = std::move(address);
    countFor(network, held);
    return true;
}

void ConnectionShares::countFor(const std::optional<shares::Network>& network, Held& held) {
    if (network == held.network) return;
    if (network) networks_.enter(*network);
    if (held.network) networks_.leave(*held.network);
    held.network = network;
}

// A resting connection without bytes costs nothing.
shares::Admission ConnectionShares::countBuffered(Connection& connection) {
    Held& held = connection.held;
    const std::size_t now = connection.bufferedBytes();
    if (now == held.bytes && held.bytesOf == connection.network()) return shares::Admission::Yes;
    if (held.bytes > 0) buffered_.give(held.bytesOf, std::exchange(held.bytes, 0));
    if (now == 0) return shares::Admission::Yes;
    const shares::Admission taken = buffered_.take(connection.network(), now);
    if (taken == shares::Admission::Yes) {
        held.bytes = now;
        held.bytesOf = connection.network();
    }
    return taken;
}

void ConnectionShares::putBack(Held& held) noexcept {
    if (!held.address.empty()) addresses_.leave(held.address);
    if (held.network) networks_.leave(*held.network);
    if (held.bytes > 0) buffered_.give(held.bytesOf, held.bytes);
    held = {};
}

} // namespace portico::http::wire
