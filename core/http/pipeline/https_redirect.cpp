// SPDX-License-Identifier: Apache-2.0
// Requests over plain http to a server that also speaks TLS. A person's browser is redirected to the same page over https; a
// program gets an error, because if it followed redirects it would reveal its secrets to the network each time.
#include "http/pipeline/substeps.h"

#include "http/syntax/address/host_header.h"
#include "http/syntax/status/problem.h"

namespace portico::http {

namespace {

constexpr std::string_view health = "/healthz"; // requested by monitors that know an address but no name
// Requested over plain http to obtain a first certificate (RFC 8555).
constexpr std::string_view acme = "/.well-known/acme-challenge/";

// The authority of server.public_url if that is https: it may have a port that only a router in front knows. Otherwise its host,
// or that of the request, with the port of the listener. Empty if there is no host.
std::string secureAuthority(const Exchange& x) {
    const Site& site = x.snapshot.site;
    if (site.scheme == "https" && !site.authority.empty()) return site.authority;
    const auto host =
        syntax::parseHost(site.authority.empty() ? x.header("Host").value_or("") : std::string_view(site.authority));
    if (!host) return {};
    std::string name(host->name);
    if (host->kind == syntax::Host::Kind::IPv6) name = '[' + name + ']';
    return x.request.httpsPort == 443 ? name : name + ':' + std::to_string(x.request.httpsPort);
}

void refuse(Exchange& x) {
    x.answer.status = 403;
    x.answer.reason = "sent over plain http to a server with TLS";
    x.answer.set("Content-Type", syntax::problemContentType);
    x.answer.body =
        syntax::problem({.status = 403,
                         .detail = "This server answers over TLS only: use https. The request "
                                   "crossed the network unencrypted; if it contained a secret, change that secret.",
                         .requestId = x.id});
}

} // namespace

bool sentToHttps(Exchange& x) {
    const Request& r = x.request;
    if (r.secure || r.httpsPort == 0 || !x.snapshot.site.tls.redirect || x.path == health || x.path.starts_with(acme))
        return false;
    const std::string authority = secureAuthority(x);
    if (x.navigation && !authority.empty() && (r.method == "GET" || r.method == "HEAD"))
        x.answer.redirect(308, "https://" + authority + x.snapshot.site.base + x.pathAndQuery);
    else
        refuse(x);
    return true;
}

} // namespace portico::http
