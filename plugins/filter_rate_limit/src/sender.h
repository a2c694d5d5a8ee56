// SPDX-License-Identifier: Apache-2.0
// The address for which requests are counted: that of an IPv4 client, and the /64 of an IPv6 client, in which a single machine may use
// every address.
#pragma once

#include <string>
#include <string_view>

namespace filter_rate_limit {

// "192.0.2.7" -> itself, also as "::ffff:192.0.2.7"; "2001:db8::1" -> "2001:db8::/64". Anything else, such as "unknown" and "unix",
// is itself: all such clients count together.
std::string senderOf(std::string_view peer);

} // namespace filter_rate_limit
