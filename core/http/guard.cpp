// SPDX-License-Identifier: Apache-2.0
// Step: may this user, and is this form ours? The only place where access is decided; everything that is not a clear yes
// is a no.
#include "http/challenge.h"
#include "http/pipeline.h"

namespace portico::http {

namespace {

bool unsafe(std::string_view method) { return method != "GET" && method != "HEAD" && method != "OPTIONS"; }

// For browsers too old to say where a form comes from: the token in the form does.
bool tokenIsGood(Exchange& x) {
    const auto sent = x.formFields().first("csrf_token");
    const auto header = x.header("X-CSRF-Token");
    return x.generation.csrf.valid(sent ? *sent : header.value_or(""), x.session);
}

Next deny(Exchange& x, int status, std::string_view why) {
    x.answer.fail(status, why);
    return Next::Answered;
}

} // namespace

Next guard(Exchange& x) {
    using Verdict = capabilities::Auth::Verdict;
    const Target& target = *x.target;
    if (!x.ownForm && unsafe(x.request.method)) x.ownForm = tokenIsGood(x);
    const std::string_view roles = x.user ? view(x.user->roles) : std::string_view();
    if (!target.guard.admits(x.user.has_value(), roles) || !target.extraGuard.admits(x.user.has_value(), roles)) {
        if (x.verdict == Verdict::Unavailable) return deny(x, 503, "nobody can be identified at the moment");
        if (x.user) return deny(x, 403, "the guard is " + target.guardText);
        if (target.guard.kind() == GuardRule::Kind::Nobody || target.extraGuard.kind() == GuardRule::Kind::Nobody)
            return deny(x, 403, "unknown guard " + target.guardText);
        challenge(x);
        return Next::Answered;
    }
    if (unsafe(x.request.method) && !target.anyOrigin && !x.ownForm)
        return deny(x, 403, "sent by a foreign site, or by a browser that does not say and without a CSRF token");
    return Next::Go;
}

} // namespace portico::http
