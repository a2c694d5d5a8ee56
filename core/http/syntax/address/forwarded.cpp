// SPDX-License-Identifier: Apache-2.0
// The client behind trusted proxies. Lists are also split from the right: a quote that a client opened cannot swallow what a
// proxy appended.
#include "http/syntax/address/forwarded.h"

#include "base/byte_set.h"
#include "http/syntax/address/host_header.h"

#include <algorithm>
#include <array>

namespace portico::http::syntax {

namespace {

enum class Empty { Skipped, Kept }; // elements of a list

// The elements of all fields of a name, last to first.
class FromRight {
public:
    FromRight(std::span<const Field> fields, std::string_view name, Empty empty = Empty::Skipped) noexcept
        : fields_(fields), name_(name), empty_(empty) {}

    std::optional<std::string_view> next() noexcept {
        for (;;) {
            if (!inLine_ && !takeLine()) return std::nullopt;
            const std::size_t begin = beginOfLast(line_);
            const std::string_view element = trimmed(line_.substr(begin));
            line_ = line_.substr(0, begin > 0 ? begin - 1 : 0);
            inLine_ = begin > 0;
            if (!element.empty() || empty_ == Empty::Kept) return element;
        }
    }

private:
    // The position after the last comma outside quotes, searched from the right.
    static std::size_t beginOfLast(std::string_view list) noexcept {
        bool quoted = false;
        for (std::size_t at = list.size(); at > 0; --at) {
            if (list[at - 1] == ',' && !quoted) return at;
            if (list[at - 1] == '"') quoted = !quoted;
        }
        return 0;
    }
    bool takeLine() noexcept {
        while (!fields_.empty()) {
            const Field& last = fields_.back();
            fields_ = fields_.first(fields_.size() - 1);
            line_ = last.value;
            if (equalsIgnoreCase(last.name, name_)) return true;
        }
        return false;
    }

    std::span<const Field> fields_;
    std::string_view name_, line_;
    Empty empty_;
    bool inLine_ = false;
};

// What one proxy said about the request that it received.
struct Hop {
    std::string_view node, scheme, host; // as sent; empty if not given
};

// Stores the value of one pair "name=value". False if it is malformed or a duplicate.
bool takePair(std::string_view& rest, Hop& to) noexcept {
    const std::string_view name = takeToken(rest);
    if (name.empty() || !rest.starts_with('=')) return false;
    rest.remove_prefix(1);
    const auto quoted = takeQuoted(rest);
    const std::string_view value = quoted ? *quoted : takeToken(rest);
    std::string_view* place = nullptr;
    if (equalsIgnoreCase(name, "for")) place = &to.node;
    if (equalsIgnoreCase(name, "proto")) place = &to.scheme;
    if (equalsIgnoreCase(name, "host")) place = &to.host;
    if (value.empty() || (place != nullptr && !place->empty())) return false;
    if (place != nullptr) *place = value;
    return true;
}

std::optional<Hop> parseHop(std::string_view rest) noexcept {
    Hop hop;
    while (!(rest = trimmed(rest)).empty()) {
        if (rest.front() != ';' && !takePair(rest, hop)) return std::nullopt;
        rest = trimmed(rest);
        if (!rest.empty() && rest.front() != ';') return std::nullopt;
        if (!rest.empty()) rest.remove_prefix(1);
    }
    return hop;
}

// "192.0.2.1", "192.0.2.1:80", "[2001:db8::1]:80", "2001:db8::1". Nothing if it is not an address.
std::optional<IpAddress> addressOf(std::string_view node) noexcept {
    if (const auto bare = parseIpAddress(node)) return bare;
    const auto host = parseHost(node);
    return host && host->kind != Host::Kind::Name ? parseIpAddress(host->name) : std::nullopt;
}

std::string_view schemeOf(std::string_view said) noexcept {
    if (equalsIgnoreCase(said, "https")) return "https";
    return equalsIgnoreCase(said, "http") ? "http" : "";
}

// Element `place` from the right, or the leftmost.
std::string_view atOrLeftmost(FromRight values, std::size_t place) noexcept {
    std::string_view found;
    for (std::size_t i = 0; i <= place; ++i)
        if (const auto value = values.next())
            found = *value;
        else
            break;
    return found;
}

// Nothing if it is malformed or says nothing. A proxy that gives scheme or host has a client, even if it does not name it.
std::optional<Hop> hopOf(ForwardedStyle style, std::optional<std::string_view> element, std::size_t place,
                         std::span<const Field> fields) noexcept {
    if (style == ForwardedStyle::Forwarded) return element ? parseHop(*element) : std::nullopt;
    const Hop hop{element.value_or(std::string_view()), atOrLeftmost({fields, "X-Forwarded-Proto"}, place),
                  atOrLeftmost({fields, "X-Forwarded-Host"}, place)};
    return element || !hop.scheme.empty() || !hop.host.empty() ? std::optional(hop) : std::nullopt;
}

// RFC 9110 section 5.6.1 ignores empty elements of a list. X-Forwarded-For has no standard: a proxy that writes an empty element
// hides its client, and the elements before it were written by the client.
FromRight elementsOf(ForwardedStyle style, std::span<const Field> fields) noexcept {
    if (style == ForwardedStyle::Forwarded) return {fields, "Forwarded"};
    return {fields, "X-Forwarded-For", Empty::Kept};
}

void notNamed(ForwardedClient& client) noexcept { client.named = client.loopback = false; }

void hide(ForwardedClient& client) {
    client.address = unknownClient;
    notNamed(client);
}

// Headers of nginx, Apache, Envoy, ASP.NET, and content delivery networks.
constexpr auto forwardingFamilies =
    std::to_array<std::string_view>({"X-Forwarded", "X-Original-", "X-Envoy-External-", "CF-Connecting-", "X-Azure-"});
constexpr auto forwardingNames = std::to_array<std::string_view>({"Forwarded",
                                                                  "Via",
                                                                  "X-Real-IP",
                                                                  "X-Client-IP",
                                                                  "X-Remote-IP",
                                                                  "X-Remote-Addr",
                                                                  "X-Cluster-Client-IP",
                                                                  "X-ProxyUser-Ip",
                                                                  "X-Appengine-User-IP",
                                                                  "Client-IP",
                                                                  "True-Client-IP",
                                                                  "Fastly-Client-IP",
                                                                  "Fly-Client-IP",
                                                                  "CDN-Loop",
                                                                  "Proxy-Client-IP",
                                                                  "WL-Proxy-Client-IP",
                                                                  "Incap-Client-IP",
                                                                  "X-Sucuri-ClientIP",
                                                                  "X-Vercel-Forwarded-For",
                                                                  "X-HTTP-Forwarded-For",
                                                                  "X-Nf-Client-Connection-Ip",
                                                                  "X-NginX-Proxy",
                                                                  "X-Varnish"});

bool isForwardingName(std::string_view name) noexcept {
    return std::ranges::any_of(forwardingFamilies,
                               [&](auto family) { return equalsIgnoreCase(name.substr(0, family.size()), family); }) ||
           std::ranges::any_of(forwardingNames, [&](auto known) { return equalsIgnoreCase(name, known); });
}

} // namespace

ForwardedClient clientOf(std::string_view peer, std::span<const AddressRange> trusted, ForwardedStyle style,
                         std::span<const Field> fields) {
    ForwardedClient client{std::string(peer)};
    FromRight elements = elementsOf(style, fields);
    std::optional<IpAddress> address = parseIpAddress(peer);
    if (address) client.address = address->text();
    client.loopback = peer == trustedSocket || (address && address->isLoopback());
    const auto isTrusted = [&](const AddressRange& range) { return range.contains(*address); };
    bool believed = peer == trustedSocket || (address && std::any_of(trusted.begin(), trusted.end(), isTrusted));
    for (std::size_t place = 0; believed && place < mostForwardedHops; ++place) {
        const auto element = elements.next();
        if (!element && place > 0) return client; // the outermost proxy is itself the client
        const auto hop = hopOf(style, element, place, fields);
        if (!element && !hop) return notNamed(client), client;
        if (!hop) return hide(client), client;
        client.scheme = schemeOf(hop->scheme);
        client.host = parseHost(hop->host) ? hop->host : std::string_view();
        address = addressOf(hop->node);
        if (!address) return hide(client), client;
        client.address = address->text();
        client.loopback = client.loopback && address->isLoopback();
        believed = std::any_of(trusted.begin(), trusted.end(), isTrusted);
    }
    if (believed && elements.next()) hide(client); // more hops than are examined
    return client;
}

std::string_view forwardingField(std::span<const Field> fields) noexcept {
    const auto found = std::ranges::find_if(fields, [](const Field& field) { return isForwardingName(field.name); });
    return found != fields.end() ? found->name : std::string_view();
}

} // namespace portico::http::syntax
