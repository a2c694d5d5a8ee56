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

// The kind of counters for it: 'n' for a network of IPv6, otherwise 'a'. A single owner of an IPv6 network has more /64s than there
// are counters, and must not fill those of IPv4 addresses.
char kindOf(std::string_view sender) noexcept;

} // namespace filter_rate_limit
