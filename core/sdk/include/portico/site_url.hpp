// SPDX-License-Identifier: Apache-2.0
// URLs with a host name: absolute ones of this site, and redirects to other sites, which Exchange::redirect refuses. Not part of
// <portico/plugin.hpp>.
// Threads: absoluteUrl any, redirectElsewhere that of the exchange. Errors: Error(PORTICO_INVALID) for what is not such a URL.
//
// Example, a link for a mail and a redirect to a payment service:
//
//     std::string link(const portico::Host& host) { return portico::absoluteUrl(host, "/books"); }
//     void pay(portico::Exchange& x, const std::string& order) {
//         portico::redirectElsewhere(x, "https://pay.example.com/?order=" + order);
//     }
#pragma once

#include <portico/exchange.hpp>
#include <portico/field_text.hpp>
#include <portico/host.hpp>

#include <algorithm>

namespace portico {

// "https://example.org/books?a=1" or http: with a host, of visible ASCII without backslash, without user name and password, which
// would let a URL look like one of another host. Does not check whether the host exists.
inline bool isWebUrl(std::string_view url) noexcept {
    const std::size_t scheme = beginsIgnoreCase(url, "https://") ? 8 : beginsIgnoreCase(url, "http://") ? 7 : 0;
    if (scheme == 0 || url.size() > 8192) return false;
    for (const char c : url)
        if (c < 0x21 || c > 0x7e || std::string_view("\\\"<>^`{|}").find(c) != std::string_view::npos) return false;
    const std::string_view authority = url.substr(scheme, url.find_first_of("/?#", scheme) - scheme);
    const std::size_t port = authority.rfind(':') == std::string_view::npos || authority.back() == ']'
                                 ? authority.size()
                                 : authority.rfind(':');
    const std::string_view host = authority.substr(0, port),
                           digits = authority.substr(std::min(port + 1, authority.size()));
    if (host.empty() || host.find('@') != std::string_view::npos || digits.size() > 5) return false;
    if (digits.find_first_not_of("0123456789") != std::string_view::npos) return false;
    const bool isIpv6 = host.front() == '[' && host.back() == ']' && host.size() > 2;
    return host.find_first_of("[]:", isIpv6 ? host.size() : 0) == std::string_view::npos &&
           host.find('%') == std::string_view::npos;
}

// `path`, which begins with exactly one slash, behind the public URL of the site, which contains the base path. Take that URL
// from the configuration, never from a Host header: in a mail, it would lead where the sender of the request wants.
inline std::string absoluteUrl(std::string_view publicUrl, std::string_view path) {
    while (!publicUrl.empty() && publicUrl.back() == '/') publicUrl.remove_suffix(1);
    if (path.empty() || path.front() != '/' || path.substr(0, 2) == "//")
        throw Error(PORTICO_INVALID, "a path of this site begins with one slash");
    std::string url = std::string(publicUrl).append(path);
    if (!isWebUrl(url))
        throw Error(PORTICO_INVALID, "\"" + std::string(publicUrl) + "\" and the path are not an http URL");
    return url;
}

// The same with server.public_url. Throws Error(PORTICO_FAILED) if the administrator has not set it.
inline std::string absoluteUrl(const Host& host, std::string_view path) {
    if (host.publicUrl().empty())
        throw Error(PORTICO_FAILED, "server.public_url is not set; set it, for example to \"https://www.example.org\"");
    return absoluteUrl(host.publicUrl(), path);
}

// Answers 303 with a URL of any site. `url` comes from the plugin or its configuration: a URL that a visitor supplied, as in a
// query, would let others use this site's good name, and belongs into Exchange::redirectBack.
inline void redirectElsewhere(Exchange& x, std::string_view url) {
    if (!isWebUrl(url)) throw Error(PORTICO_INVALID, "the target of a redirect is not an http or https URL");
    x.status(303);
    x.setHeader("Location", url);
}

} // namespace portico
