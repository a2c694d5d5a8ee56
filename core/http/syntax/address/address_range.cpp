// SPDX-License-Identifier: Apache-2.0
// A range of IP addresses.
#include "http/syntax/address/address_range.h"

#include "base/byte_set.h"

#include <charconv>

namespace portico::http::syntax {

namespace {

constexpr unsigned mappedBits = 96; // precede an IPv4 address

std::optional<unsigned> parsePrefix(std::string_view text, unsigned most) noexcept {
    unsigned prefix = 0;
    if (text.empty() || text.size() > 3 || !base::digitBytes.hasAll(text)) return std::nullopt;
    if (text.size() > 1 && text.front() == '0') return std::nullopt;
    std::from_chars(text.data(), text.data() + text.size(), prefix);
    return prefix <= most ? std::optional(prefix) : std::nullopt;
}

// The first bits of the address; the others are zero.
IpAddress firstBits(IpAddress address, unsigned bits) noexcept {
    for (unsigned char& byte : address.bytes) {
        const unsigned kept = bits < 8 ? bits : 8;
        byte &= static_cast<unsigned char>(0xff00U >> kept);
        bits -= kept;
    }
    return address;
}

} // namespace

std::optional<AddressRange> AddressRange::parse(std::string_view text) noexcept {
    const std::size_t slash = text.find('/');
    const auto first = parseIpAddress(text.substr(0, slash));
    if (!first) return std::nullopt;
    unsigned prefix = 128;
    if (slash != std::string_view::npos) {
        const bool v6 = text.find(':') != std::string_view::npos; // as written: "::ffff:10.0.0.0/104" is "10.0.0.0/8"
        const auto written = parsePrefix(text.substr(slash + 1), v6 ? 128 : 32);
        if (!written) return std::nullopt;
        prefix = v6 ? *written : *written + mappedBits;
    }
    if (firstBits(*first, prefix) != *first) return std::nullopt;
    return AddressRange(*first, prefix);
}

bool AddressRange::contains(const IpAddress& address) const noexcept {
    const bool v4 = first_.isV4() && prefix_ >= mappedBits;
    return address.isV4() == v4 && firstBits(address, prefix_) == first_;
}

bool AddressRange::contains(std::string_view address) const noexcept {
    const auto parsed = parseIpAddress(address);
    return parsed && contains(*parsed);
}

} // namespace portico::http::syntax
