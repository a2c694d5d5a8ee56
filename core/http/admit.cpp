// SPDX-License-Identifier: Apache-2.0
// Step: may this request be looked at at all? What the wire found wrong with its head, method, Host, and a path with exactly one
// spelling. After it, nothing in the exchange is ambiguous, and a malformed query or cookie has been refused.
#include "http/pipeline.h"
#include "http/syntax/accept.h"
#include "http/syntax/header_field.h"
#include "http/syntax/host_header.h"
#include "http/syntax/path.h"
#include "http/syntax/same_origin.h"

#include <algorithm>
#include <array>

namespace portico::http {

namespace {

constexpr std::array<std::string_view, 7> methods = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};

Next refuse(Exchange& x, int status, std::string_view why) {
    x.answer.fail(status, why);
    x.answer.close = true; // what follows such a request on the connection cannot be trusted
    return Next::Answered;
}

// server.hosts: without any, every host is this site.
bool isOurHost(const Exchange& x) {
    const std::vector<std::string>& hosts = x.generation.site.hosts;
    if (hosts.empty()) return true;
    const auto host = syntax::parseHost(x.header("Host").value_or(""));
    return host && std::any_of(hosts.begin(), hosts.end(),
                               [&](const std::string& own) { return syntax::equalsIgnoreCase(own, host->name); });
}

// May credentials be in here that a browser adds by itself, whoever made the form? A cookie; or a name and password for HTTP
// Basic, from whatever calls itself a browser: curl with -u is a program and knows what it sends.
bool vouchesUnasked(const Exchange& x) {
    const std::string_view agent = x.header("User-Agent").value_or("");
    return x.header("Cookie") ||
           (x.header("Authorization") && (agent.starts_with("Mozilla/") || agent.starts_with("Opera/")));
}

// What the client is: a person's browser or a program; and whether a foreign site may be behind it.
void classify(Exchange& x) {
    x.navigation = syntax::isNavigation(x.request.method, x.header("Sec-Fetch-Mode"), x.header("Accept"));
    const Site& site = x.generation.site;
    std::string_view host = site.authority;
    std::string_view scheme = site.scheme;
    if (host.empty()) host = x.request.forwardedHost;
    if (host.empty()) host = x.header("Host").value_or("");
    if (scheme.empty()) scheme = x.request.secure ? "https" : "http";
    const auto origin = syntax::sameOrigin(x.header("Sec-Fetch-Site"), x.header("Origin"), host, scheme);
    x.ownForm = origin == syntax::SameOrigin::Same || (origin == syntax::SameOrigin::Unknown && !vouchesUnasked(x));
}

} // namespace

Next admit(Exchange& x) {
    const Request& r = x.request;
    const Limits& limits = x.generation.limits;
    classify(x);
    if (r.refused != 0) return refuse(x, r.refused, r.reason);
    if (std::find(methods.begin(), methods.end(), r.method) == methods.end()) return refuse(x, 501, "unknown method");
    if (!syntax::hasItsHost(r.headers, r.version)) return refuse(x, 400, "no Host, two, or a bad one");
    if (r.misdirected || !isOurHost(x)) return refuse(x, 421, "a host that is not served here");
    if (r.target == "*" && r.method == "OPTIONS") return Next::Go;

    syntax::RequestTarget target = syntax::parseTarget(r.target, limits.target);
    if (!target.ok()) return refuse(x, target.status, target.reason);
    if (!target.authority.empty() && target.authority != x.header("Host").value_or(target.authority))
        return refuse(x, 400, "the target names another host than Host");
    if (syntax::equalsIgnoreCase(target.scheme, "https") && !r.secure)
        return refuse(x, 421, "a target of https that came without TLS"); // RFC 9110 section 7.4
    x.path = std::move(target.path);
    x.query = target.query;
    x.pathAndQuery = target.pathAndQuery;
    if (const std::string_view wrong = x.parseQueryAndCookies(); !wrong.empty()) return refuse(x, 400, wrong);
    return Next::Go;
}

} // namespace portico::http
