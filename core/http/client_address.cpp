// SPDX-License-Identifier: Apache-2.0
// Who sends this request.
#include "http/client_address.h"

#include "http/syntax/forwarded.h"

namespace portico::http {

ClientAddress clientAddress(const wire::Peer& peer, const wire::Endpoint& endpoint,
                            std::span<const syntax::Field> fields) {
    const wire::TrustedProxies* proxies = endpoint.proxies.get();
    if (proxies == nullptr || proxies->header == wire::ProxyHeader::ProxyProtocol || !proxies->trusts(peer.address))
        return {peer};
    const auto style = proxies->header == wire::ProxyHeader::Forwarded ? syntax::ForwardedStyle::Forwarded
                                                                       : syntax::ForwardedStyle::XForwarded;
    const std::string_view from = peer.address == "unix" ? syntax::trustedSocket : std::string_view(peer.address);
    const syntax::ForwardedClient client = syntax::clientOf(from, proxies->ranges, style, fields);
    ClientAddress found{client.address == from ? peer : wire::peerNamed(client.address), client.host};
    found.peer.secure = client.scheme == "https";
    return found;
}

} // namespace portico::http
