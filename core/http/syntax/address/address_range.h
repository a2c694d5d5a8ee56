// SPDX-License-Identifier: Apache-2.0
// A range of IP addresses, as in a list of trusted peers: "10.0.0.0/8", "fd00::/8", or a single address. An IPv4 address, also in
// IPv6 form, is only in IPv4 ranges; "::/0" does not contain it.
#pragma once

#include "http/syntax/address/ip_address.h"

namespace portico::http::syntax {

class AddressRange {
public:
    // Nothing if the address is invalid, the prefix is too long or has leading zeros, or bits are set after the prefix:
    // "10.1.2.3/8" is ambiguous.
    static std::optional<AddressRange> parse(std::string_view text) noexcept;

    bool contains(const IpAddress& address) const noexcept;
    bool contains(std::string_view address) const noexcept; // false if it is not an address

private:
    AddressRange(const IpAddress& first, unsigned prefix) noexcept : first_(first), prefix_(prefix) {}

    IpAddress first_;
    unsigned prefix_; // of the sixteen bytes
};

} // namespace portico::http::syntax
