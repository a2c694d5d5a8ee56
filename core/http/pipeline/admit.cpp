// SPDX-License-Identifier: Apache-2.0
// Step: refuses invalid requests: those that the wire refused, and those with an invalid method, Host or path. After it, the
// request is unambiguous: the path has exactly one spelling, and query and cookies are well-formed.
#include "http/exchange/browser.h"
#include "http/pipeline/pipeline.h"
#include "http/routing/methods.h"
#include "http/syntax/address/host_header.h"
#include "http/syntax/fields/accept.h"
#include "http/syntax/message/header_field.h"
#include "http/syntax/url/path.h"
#include "http/syntax/url/same_origin.h"

#include <algorithm>

namespace portico::http {

namespace {

Next refuse(Exchange& x, int status, std::string_view why) {
    x.answer.fail(status, why);
    x.answer.close = true; // what follows such a request on the connection cannot be trusted
    return Next::Answered;
}

bool isKnownMethod(const Exchange& x) {
    return isStandardMethod(x.request.method) ||
           (!isNeverServed(x.request.method) && x.snapshot.router.methods().contains(x.request.method));
}

// If only this machine can reach the server, its site is named localhost or as in server.public_url. A foreign page whose name
// resolves to this machine (DNS rebinding) uses another name.
bool isNameForThisMachine(const Site& site, const syntax::Host& host) {
    const auto own = syntax::parseHost(site.authority);
    return syntax::isLocalhost(host) || (own && syntax::isSameName(own->name, host.name));
}

bool isListed(const Site& site, std::string_view asked) {
    const auto host = syntax::parseHost(asked);
    return host &&
           std::ranges::any_of(site.hosts, [&](const std::string& own) { return syntax::isSameName(own, host->name); });
}

// If server.hosts is empty, every host names this site.
bool isOurHost(const Exchange& x) {
    const Site& site = x.snapshot.site;
    if (site.hosts.empty() && !x.request.localNamesOnly) return true;
    const std::string_view asked = x.header("Host").value_or("");
    if (!site.hosts.empty()) return isListed(site, asked);
    const auto host = syntax::parseHost(asked);
    return !host || isNameForThisMachine(site, *host); // without a Host: HTTP/1.0, which browsers do not use
}

// Determines whether the client is a person's browser or a program, and whether a foreign site may have caused the request.
void classify(Exchange& x) {
    x.navigation = syntax::isNavigation(x.request.method, x.header("Sec-Fetch-Mode"), x.header("Accept"));
    const Site& site = x.snapshot.site;
    const std::string_view cameBy = x.request.secure ? "https" : "http";
    syntax::OwnOrigin own{site.authority, site.scheme, x.request.forwardedHost};
    if (own.asked.empty()) own.asked = x.header("Host").value_or("");
    if (own.host.empty()) own.host = own.asked;
    if (own.scheme.empty()) own.scheme = cameBy;
    if (isListed(site, own.asked)) own.askedScheme = cameBy;
    x.origin = syntax::sameOrigin(x.header("Sec-Fetch-Site"), x.header("Origin"), own);
    if (x.origin == syntax::SameOrigin::Unknown && !looksLikeBrowser(x)) x.origin = syntax::SameOrigin::Same;
}

} // namespace

Next admit(Exchange& x) {
    const Request& r = x.request;
    const Limits& limits = x.snapshot.limits;
    classify(x);
    if (r.refused != 0) return refuse(x, r.refused, r.reason);
    if (!isKnownMethod(x)) return refuse(x, 501, "unknown method");
    if (!syntax::hasItsHost(r.headers, r.version)) return refuse(x, 400, "a missing, duplicate or invalid Host");
    if (r.misdirected || !isOurHost(x)) return refuse(x, 421, "the host is not served here");
    if (r.target == "*" && r.method == "OPTIONS") return Next::Go;

    const Site& site = x.snapshot.site;
    syntax::RequestTarget target = syntax::parseTarget(
        r.target, limits.target, site.baseIsKept ? std::string_view(site.base) : std::string_view());
    x.isOutside = target.status == 404;
    if (x.isOutside)
        return x.answer.fail(404, target.reason), Next::Answered; // the following requests may be for the site
    if (!target.ok()) return refuse(x, target.status, target.reason);
    if (!target.authority.empty() && target.authority != x.header("Host").value_or(target.authority))
        return refuse(x, 400, "target and Host name different hosts");
    if (syntax::equalsIgnoreCase(target.scheme, "https") && !r.secure)
        return refuse(x, 421, "an https target without TLS"); // RFC 9110 section 7.4
    x.path = std::move(target.path);
    x.query = target.query;
    x.pathAndQuery = std::move(target.pathAndQuery);
    if (const std::string_view wrong = x.parseQueryAndCookies(); !wrong.empty()) return refuse(x, 400, wrong);
    return Next::Go;
}

} // namespace portico::http
