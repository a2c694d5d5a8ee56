// SPDX-License-Identifier: Apache-2.0
// IP addresses and ranges of them, for settings of filters and for the peer of an exchange. Part of <portico/plugin.hpp>. Strict: what
// has two readings, such as "010.0.0.1" or "10.1.2.3/8", is refused. Knows no names and asks nobody.
//
// Example, a list of networks from a setting:
//
//     std::vector<portico::IpNetwork> officesOf(portico::Host host) {
//         std::vector<portico::IpNetwork> networks;
//         for (const std::string& text : host.list("offices")) {
//             const auto network = portico::IpNetwork::parse(text);
//             if (!network) throw portico::Error(PORTICO_INVALID, "plugins.gate.offices: \"" + text + "\" is no network");
//             networks.push_back(*network);
//         }
//         return networks;
//     }
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace portico {

// An IPv4 address is the IPv6 address that stands for it (RFC 4291 section 2.5.5.2), so both texts are the same address.
class IpAddress {
public:
    using Bytes = std::array<std::uint8_t, 16>;

    // "192.0.2.7", "2001:db8::1", "::ffff:192.0.2.7"; no zone, port or brackets.
    static std::optional<IpAddress> parse(std::string_view text) noexcept {
        Bytes bytes{};
        const bool isRead = text.find(':') == std::string_view::npos ? readIpv4(text, bytes) : readIpv6(text, bytes);
        return isRead ? std::optional(IpAddress(bytes)) : std::nullopt;
    }
    const Bytes& bytes() const noexcept { return bytes_; }
    bool isIpv4() const noexcept { return std::equal(mapped.begin(), mapped.end(), bytes_.begin()); }
    friend bool operator==(const IpAddress& a, const IpAddress& b) noexcept { return a.bytes_ == b.bytes_; }
    friend bool operator!=(const IpAddress& a, const IpAddress& b) noexcept { return !(a == b); }

private:
    static constexpr std::array<std::uint8_t, 12> mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

    explicit IpAddress(const Bytes& bytes) noexcept : bytes_(bytes) {}

    static int digit(char c, int base) noexcept {
        const char lower = c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
        const int value = lower >= '0' && lower <= '9'   ? lower - '0'
                          : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10
                                                         : 16;
        return value < base ? value : -1;
    }
    // The whole text, at most `most` digits; -1 if it is malformed.
    static int number(std::string_view text, int base, std::size_t most) noexcept {
        if (text.empty() || text.size() > most) return -1;
        int value = 0;
        for (const char c : text) {
            const int next = digit(c, base);
            if (next < 0) return -1;
            value = value * base + next;
        }
        return value;
    }
    static bool readIpv4(std::string_view text, Bytes& bytes) noexcept {
        std::copy(mapped.begin(), mapped.end(), bytes.begin());
        for (std::size_t i = 12; i < bytes.size(); ++i) {
            const std::size_t end = i + 1 < bytes.size() ? text.find('.') : text.size();
            if (end == std::string_view::npos) return false;
            const std::string_view part = text.substr(0, end);
            const int value = number(part, 10, 3);
            if (value < 0 || value > 255 || (part.size() > 1 && part.front() == '0')) return false;
            bytes[i] = static_cast<std::uint8_t>(value);
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        return true;
    }
    // Groups without "::", into `bytes` from the front; their length in bytes, or nothing.
    static std::optional<std::size_t> readGroups(std::string_view text, Bytes& bytes) noexcept {
        std::size_t length = 0;
        while (!text.empty()) {
            const std::size_t colon = text.find(':');
            const std::string_view group = text.substr(0, colon);
            if (colon == std::string_view::npos && group.find('.') != std::string_view::npos) {
                Bytes last{};
                if (length > 12 || !readIpv4(group, last)) return std::nullopt;
                std::copy_n(last.begin() + 12, 4, bytes.begin() + static_cast<std::ptrdiff_t>(length));
                return length + 4;
            }
            const int value = number(group, 16, 4);
            if (value < 0 || length > 14) return std::nullopt;
            bytes[length] = static_cast<std::uint8_t>(value >> 8);
            bytes[length + 1] = static_cast<std::uint8_t>(value & 255);
            length += 2;
            if (colon == std::string_view::npos) break;
            text.remove_prefix(colon + 1);
            if (text.empty()) return std::nullopt; // a colon at the end
        }
        return length;
    }
    static bool readIpv6(std::string_view text, Bytes& bytes) noexcept {
        const std::size_t gap = text.find("::");
        if (gap == std::string_view::npos) return readGroups(text, bytes) == bytes.size();
        if (text.find('.') < gap) return false; // the IPv4 part is the last one
        Bytes after{};
        const auto before = readGroups(text.substr(0, gap), bytes);
        const auto rest = readGroups(text.substr(gap + 2), after);
        if (!before || !rest || *before + *rest > bytes.size() - 2) return false;
        std::copy_n(after.begin(), *rest, bytes.end() - static_cast<std::ptrdiff_t>(*rest));
        return true;
    }

    Bytes bytes_;
};

// "192.0.2.0/24", "2001:db8::/32", or a single address. "::/0" contains no IPv4 address, and "0.0.0.0/0" nothing else.
class IpNetwork {
public:
    static std::optional<IpNetwork> parse(std::string_view text) noexcept {
        const std::size_t slash = text.find('/');
        const auto first = IpAddress::parse(text.substr(0, slash));
        if (!first) return std::nullopt;
        const std::size_t family = first->isIpv4() && text.find(':') == std::string_view::npos ? 96 : 0;
        std::size_t prefix = 128;
        if (slash != std::string_view::npos) {
            const std::string_view digits = text.substr(slash + 1);
            if (digits.empty() || digits.size() > 3 || (digits.size() > 1 && digits.front() == '0'))
                return std::nullopt;
            prefix = family;
            std::size_t value = 0;
            for (const char c : digits) {
                if (c < '0' || c > '9') return std::nullopt;
                value = value * 10 + static_cast<std::size_t>(c - '0');
            }
            prefix += value;
        }
        if (prefix > 128) return std::nullopt;
        for (std::size_t bit = prefix; bit < 128; ++bit)
            if (isSet(*first, bit)) return std::nullopt; // ambiguous
        return IpNetwork(*first, prefix);
    }

    bool contains(const IpAddress& address) const noexcept {
        if (address.isIpv4() != first_.isIpv4()) return false;
        for (std::size_t bit = 0; bit < prefix_; ++bit)
            if (isSet(address, bit) != isSet(first_, bit)) return false;
        return true;
    }

private:
    IpNetwork(const IpAddress& first, std::size_t prefix) noexcept : first_(first), prefix_(prefix) {}
    static bool isSet(const IpAddress& address, std::size_t bit) noexcept {
        return (address.bytes()[bit / 8] >> (7 - bit % 8) & 1) != 0;
    }

    IpAddress first_;
    std::size_t prefix_; // of the 128 bits
};

} // namespace portico
