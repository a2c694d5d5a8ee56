// SPDX-License-Identifier: Apache-2.0
// What all connections of one listener have in common.
#include "http/wire/endpoint.h"

#include <algorithm>

namespace portico::http::wire {

bool TrustedProxies::trusts(const std::string& address) const {
    if (address == "unix") return unixSockets;
    return std::any_of(ranges.begin(), ranges.end(),
                       [&](const syntax::AddressRange& range) { return range.contains(address); });
}

} // namespace portico::http::wire
