// SPDX-License-Identifier: Apache-2.0
// Host and port. The C library parses addresses; a name whose last label is numeric must be an address, as in browsers, so that
// "127.1" and "0x7f.1" have no second meaning.
#include "http/syntax/address/host_header.h"

#include "base/byte_set.h"
#include "http/syntax/address/ip_address.h"
#include "http/syntax/message/header_field.h"

#include <charconv>

namespace portico::http::syntax {

namespace {

constexpr base::ByteSet labelBytes =
    base::alphanumericBytes.with("-_"); // "_": not valid in host names, but used in names of containers

bool isAddress6(std::string_view text) noexcept {
    return text.find(':') != std::string_view::npos && parseIpAddress(text).has_value();
}

bool isLabel(std::string_view label) noexcept {
    return !label.empty() && label.size() <= mostLabelBytes && labelBytes.hasAll(label);
}

bool isNumber(std::string_view label) noexcept {
    return base::digitBytes.hasAll(label) || label.starts_with("0x") || label.starts_with("0X");
}

std::string_view withoutRoot(std::string_view name) noexcept {
    if (name.ends_with('.')) name.remove_suffix(1);
    return name;
}

// Labels between dots; a trailing dot denotes the DNS root.
bool isName(std::string_view name) noexcept {
    name = withoutRoot(name);
    if (name.size() > mostHostBytes) return false;
    for (;;) {
        const std::size_t dot = name.find('.');
        const std::string_view label = name.substr(0, dot);
        if (!isLabel(label)) return false;
        if (dot == std::string_view::npos) return !isNumber(label);
        name.remove_prefix(dot + 1);
    }
}

std::optional<Host> hostOf(std::string_view name) noexcept {
    if (parseIpAddress(name)) return Host{Host::Kind::IPv4, name};
    if (isName(name)) return Host{Host::Kind::Name, name};
    return std::nullopt;
}

// 1 to 65535 without leading zeros: one spelling for each port.
bool parsePort(std::string_view text, std::uint16_t& port) noexcept {
    if (text.empty() || text.size() > 5 || text.front() == '0' || !base::digitBytes.hasAll(text)) return false;
    return std::from_chars(text.data(), text.data() + text.size(), port).ec == std::errc();
}

} // namespace

std::uint16_t Host::portFor(std::string_view scheme) const noexcept {
    if (port != 0) return port;
    if (equalsIgnoreCase(scheme, "http")) return 80;
    return equalsIgnoreCase(scheme, "https") ? 443 : 0;
}

std::optional<Host> parseHost(std::string_view text) noexcept {
    const bool bracketed = text.starts_with('[');
    const std::size_t end = bracketed ? text.find(']') : text.find(':');
    std::optional<Host> host;
    if (!bracketed)
        host = hostOf(text.substr(0, end));
    else if (end != std::string_view::npos && isAddress6(text.substr(1, end - 1)))
        host = Host{Host::Kind::IPv6, text.substr(1, end - 1)};
    if (!host) return std::nullopt;
    std::string_view rest = end == std::string_view::npos ? std::string_view() : text.substr(bracketed ? end + 1 : end);
    if (rest.empty()) return host;
    if (rest.front() != ':' || !parsePort(rest.substr(1), host->port)) return std::nullopt;
    return host;
}

bool isSameName(std::string_view one, std::string_view other) noexcept {
    return equalsIgnoreCase(withoutRoot(one), withoutRoot(other));
}

bool isLocalhost(const Host& host) noexcept {
    constexpr std::string_view top = "localhost";
    if (host.kind != Host::Kind::Name) return parseIpAddress(host.name).value_or(IpAddress{}).isLoopback();
    const std::string_view name = withoutRoot(host.name);
    if (name.size() <= top.size()) return equalsIgnoreCase(name, top);
    const std::size_t begin = name.size() - top.size();
    return name[begin - 1] == '.' && equalsIgnoreCase(name.substr(begin), top);
}

bool hasItsHost(std::span<const Field> fields, std::string_view version) noexcept {
    int hosts = 0;
    bool good = true;
    for (const Field& field : fields)
        if (equalsIgnoreCase(field.name, "Host")) {
            ++hosts;
            good = good && parseHost(field.value).has_value();
        }
    return good && (hosts == 1 || (hosts == 0 && version == "HTTP/1.0"));
}

} // namespace portico::http::syntax
