// SPDX-License-Identifier: Apache-2.0
// The PROXY protocol, as strict as its specification requires: a receiver must not guess.
#include "http/syntax/address/proxy_header.h"

#include "base/byte_set.h"
#include "http/syntax/address/ip_address.h"

#include <charconv>
#include <optional>

namespace portico::http::syntax {

namespace {

using namespace std::string_view_literals;

constexpr auto signatureV1 = "PROXY "sv;
constexpr auto signatureV2 = "\r\n\r\n\0\r\nQUIT\n"sv;
constexpr std::size_t fixedBytesV2 = 16; // signature, version and command, family, length

ProxyHeader bad(std::string_view reason) { return {ProxyHeader::State::Bad, reason}; }

ProxyHeader localHeader(std::size_t consumed) { return {ProxyHeader::State::Ok, {}, consumed, true}; }

ProxyHeader unknownHeader(std::size_t consumed) { return {ProxyHeader::State::Ok, {}, consumed, false, true}; }

ProxyHeader from(const IpAddress& source, std::uint16_t port, std::size_t consumed, bool tls) {
    return {ProxyHeader::State::Ok, {}, consumed, false, false, source.text(), port, tls};
}

// Removes and returns the text before the next space; removes the space, too.
std::string_view takeWord(std::string_view& rest) noexcept {
    const std::size_t space = rest.find(' ');
    const std::string_view word = rest.substr(0, space);
    rest.remove_prefix(space == std::string_view::npos ? rest.size() : space + 1);
    return word;
}

std::optional<std::uint16_t> parsePort(std::string_view text) noexcept {
    std::uint16_t port = 0;
    if (text.empty() || text.size() > 5 || !base::digitBytes.hasAll(text)) return std::nullopt;
    if (text.size() > 1 && text.front() == '0') return std::nullopt;
    if (std::from_chars(text.data(), text.data() + text.size(), port).ec != std::errc()) return std::nullopt;
    return port;
}

std::optional<IpAddress> parseAddress(std::string_view text, bool v6) noexcept {
    return (text.find(':') != std::string_view::npos) == v6 ? parseIpAddress(text) : std::nullopt;
}

ProxyHeader parseV1(std::string_view input) {
    const std::size_t end = input.substr(0, mostProxyHeaderV1Bytes).find("\r\n");
    if (end == std::string_view::npos)
        return input.size() < mostProxyHeaderV1Bytes ? ProxyHeader{} : bad("a PROXY line without an end");
    std::string_view rest = input.substr(signatureV1.size(), end - signatureV1.size());
    const std::string_view family = takeWord(rest);
    if (family == "UNKNOWN") return unknownHeader(end + 2);
    if (family != "TCP4" && family != "TCP6") return bad("a PROXY line with an unknown family");
    const auto source = parseAddress(takeWord(rest), family == "TCP6");
    const auto destination = parseAddress(takeWord(rest), family == "TCP6");
    const auto sourcePort = parsePort(takeWord(rest));
    const auto destinationPort = parsePort(rest); // to the end: contains a fifth word, if any
    if (!source || !destination || !sourcePort || !destinationPort) return bad("a malformed PROXY line");
    return from(*source, *sourcePort, end + 2, false);
}

std::uint16_t number16(std::string_view bytes) noexcept {
    return static_cast<std::uint16_t>(static_cast<unsigned char>(bytes[0]) << 8 | static_cast<unsigned char>(bytes[1]));
}

// After the addresses: type, length, value. Nothing if a value is longer than the remaining bytes.
std::optional<bool> clientSpokeTls(std::string_view rest) noexcept {
    constexpr char typeSsl = 0x20;
    constexpr unsigned clientSsl = 1;
    bool tls = false;
    while (!rest.empty()) {
        if (rest.size() < 3 || rest.size() - 3 < number16(rest.substr(1))) return std::nullopt;
        const std::string_view value = rest.substr(3, number16(rest.substr(1)));
        if (rest.front() == typeSsl) {
            if (value.size() < 5) return std::nullopt; // client bits, result of the verification
            tls = (static_cast<unsigned char>(value.front()) & clientSsl) != 0;
        }
        rest.remove_prefix(3 + value.size());
    }
    return tls;
}

ProxyHeader parseAddresses(std::string_view rest, std::size_t addressBytes, std::size_t consumed) {
    const std::size_t bytes = 2 * addressBytes + 4; // source, destination, their ports
    if (rest.size() < bytes) return bad("a PROXY header shorter than its addresses");
    const auto tls = clientSpokeTls(rest.substr(bytes));
    if (!tls) return bad("a PROXY header with a malformed extension");
    return from(ipAddressOf(rest.substr(0, addressBytes)), number16(rest.substr(2 * addressBytes)), consumed, *tls);
}

ProxyHeader parseV2(std::string_view input) {
    if (input.size() > 12 && input[12] != 0x20 && input[12] != 0x21)
        return bad("a PROXY header with an unknown version or command");
    if (input.size() < fixedBytesV2) return {};
    const std::size_t consumed = fixedBytesV2 + number16(input.substr(14));
    if (consumed > mostProxyHeaderV2Bytes) return bad("a PROXY header longer than its limit");
    if (input.size() < consumed) return {};
    if (input[12] == 0x20) return localHeader(consumed); // LOCAL: the rest is ignored
    const std::string_view rest = input.substr(fixedBytesV2, consumed - fixedBytesV2);
    switch (input[13]) {
    case 0x11: return parseAddresses(rest, 4, consumed);  // TCP over IPv4
    case 0x21: return parseAddresses(rest, 16, consumed); // TCP over IPv6
    case 0x00:                                            // unspecified
    case 0x12:                                            // UDP
    case 0x22:
    case 0x31: // UNIX
    case 0x32: return unknownHeader(consumed);
    default: return bad("a PROXY header with an unknown family");
    }
}

} // namespace

ProxyHeader parseProxyHeader(std::string_view input) {
    if (input.starts_with(signatureV1)) return parseV1(input);
    if (input.starts_with(signatureV2)) return parseV2(input);
    if (signatureV1.starts_with(input) || signatureV2.starts_with(input)) return {};
    return bad("no PROXY header");
}

} // namespace portico::http::syntax
