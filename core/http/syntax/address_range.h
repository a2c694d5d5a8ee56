// SPDX-License-Identifier: Apache-2.0
// A range of IP addresses, as a list of trusted peers names them: "10.0.0.0/8", "fd00::/8", or a single address. An IPv4 address is in
// ranges of IPv4 only, also where it is written as IPv6; "::/0" does not mean it.
#pragma once

#include "http/syntax/ip_address.h"

namespace portico::http::syntax {

class AddressRange {
public:
    // Nothing for what is no address, a prefix that is too long or written with zeros in front, and bits set behind the prefix:
    // "10.1.2.3/8" means two things to two people.
    static std::optional<AddressRange> parse(std::string_view text) noexcept;

    bool contains(const IpAddress& address) const noexcept;
    bool contains(std::string_view address) const noexcept; // no address is in no range

private:
    AddressRange(const IpAddress& first, unsigned prefix) noexcept : first_(first), prefix_(prefix) {}

    IpAddress first_;
    unsigned prefix_; // bits of the sixteen bytes
};

} // namespace portico::http::syntax
