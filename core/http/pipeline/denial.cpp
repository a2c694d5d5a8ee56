// SPDX-License-Identifier: Apache-2.0
// The log line for a refusal: a 401 or 403, or lost access to a running handler. It contains the client, the account, the rule
// and the reason. Text from a client can neither break the line nor forge another one.
#include "http/pipeline/substeps.h"

#include "http/log/log_text.h"

namespace portico::http {

namespace {

using syntax::SameOrigin;

// A streamed answer that was cut off for lost access has the status with which it began.
int statusOf(const Exchange& x) { return x.unfilteredStatus != 0 ? x.unfilteredStatus : x.answer.status; }

bool isDenied(const Exchange& x) { return statusOf(x) == 401 || statusOf(x) == 403 || x.access.hasFailed(); }

// The handler of a route for any origin has checked the origin itself.
bool isAboutTheForm(const Exchange& x) {
    return statusOf(x) == 403 && x.target != nullptr && x.origin != SameOrigin::Same &&
           (x.target->anyOrigin || x.answer.refusesForm);
}

// All guards of the path: "public + user".
std::string ruleOf(const Exchange& x) {
    if (isAboutTheForm(x)) return "own form";
    if (x.target == nullptr) return "none";
    const auto [own, ofRoute, ofPath, ofSentPath] = x.guards();
    std::string rule = x.target->guardText;
    if (ofRoute->kind() != GuardRule::Kind::Public) rule += " + " + ofRoute->text();
    if (ofPath->kind() != GuardRule::Kind::Public && ofPath->text() != ofRoute->text()) rule += " + " + ofPath->text();
    if (ofSentPath != ofPath && ofSentPath->kind() != GuardRule::Kind::Public) rule += " + " + ofSentPath->text();
    return rule;
}

std::string reasonOf(const Exchange& x) {
    if (!x.answer.reason.empty()) return x.answer.reason;
    if (isAboutTheForm(x))
        return x.origin == SameOrigin::Foreign ? "sent by a foreign site" : "a form without a valid CSRF token";
    if (x.access.hasFailed()) return "access lost while the handler ran";
    return "refused by " + (x.target != nullptr ? x.target->plugin : std::string("the host"));
}

// What the browser sent about the origin of the form: if a proxy changes Host, the proxy's configuration must be corrected.
void appendOrigin(std::string& line, const Exchange& x) {
    for (const auto* name : {"Sec-Fetch-Site", "Origin", "Host"}) {
        line.append("; ").append(name).append(" ");
        appendQuoted(line, x.header(name).value_or("-"), 100);
    }
}

std::string lineOf(const Exchange& x) {
    std::string line = std::to_string(statusOf(x)) + ' ';
    appendEscaped(line, x.request.method, 16);
    line += ' ';
    appendQuoted(line, x.path.empty() ? x.request.target : std::string_view(x.path),
                 200); // the query may contain a secret
    line += " from ";
    appendEscaped(line, x.request.peer, 64);
    line += ", account ";
    if (x.account.empty())
        line += "unknown";
    else
        appendQuoted(line, x.account, 512);
    line += ", rule ";
    appendQuoted(line, ruleOf(x), 100);
    line += ": ";
    appendEscaped(line, reasonOf(x), 300);
    if (isAboutTheForm(x)) appendOrigin(line, x);
    return line;
}

} // namespace

void logDenial(const Exchange& x) noexcept {
    if (!isDenied(x)) return;
    try {
        // Programs often send their first request without credentials.
        const bool asked = statusOf(x) == 401 && x.verdict == capabilities::Auth::Verdict::Stranger;
        x.snapshot.log.denied(asked ? PORTICO_LOG_INFO : PORTICO_LOG_WARNING, lineOf(x),
                              {x.id, x.account, x.request.peer, ruleOf(x), x.traceId()});
    } catch (...) { // no memory for the line
    }
}

} // namespace portico::http
