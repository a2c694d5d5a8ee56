// SPDX-License-Identifier: Apache-2.0
// Step: checks the user's access and the origin of the form. The only place where access is decided; everything except a clear
// permission denies it.
#include "http/exchange/browser.h"
#include "http/handler/challenge.h"
#include "http/pipeline/pipeline.h"

#include <algorithm>

namespace portico::http {

namespace {

using syntax::SameOrigin;

constexpr std::string_view foreignForm =
    "A page of another site sent this, so nothing was done. Please use the form on this site.";
constexpr std::string_view staleForm =
    "This form is too old, or the browser did not send its cookie back. Please allow cookies for this "
    "site, load the page with the form again and send it once more.";

// For browsers that do not send the origin of a form: it must contain the token.
bool tokenIsGood(const Exchange& x) {
    const auto sent = x.formFields().first("csrf_token");
    return x.isCsrfToken(sent ? *sent : x.header("X-CSRF-Token").value_or(""));
}

Next deny(Exchange& x, int status, std::string_view why) {
    x.answer.fail(status, why);
    return Next::Answered;
}

Next denyForm(Exchange& x) {
    const bool foreign = x.origin == SameOrigin::Foreign;
    deny(x, 403,
         foreign ? "sent by a foreign site"
                 : "the browser does not say where the form is from, and there is no valid CSRF token");
    x.answer.detail = foreign ? foreignForm : staleForm;
    x.answer.refusesForm = true;
    return Next::Answered;
}

// A handler for any origin may forget to check who sent the form, so cookies and passwords that a browser adds to a foreign form
// identify nobody there. Returns true if a user was identified.
bool dropUserOfForeignForm(Exchange& x) {
    if (!x.user || x.origin == SameOrigin::Same || hasOnlyBearerToken(x)) return false;
    // If an old browser gets its form again, the new token must match its session, so it is created while the session is known.
    if (x.origin == SameOrigin::Unknown) x.csrfToken();
    x.user.reset();
    x.session = {};
    return true;
}

bool admits(const Exchange& x, const portico_user* user) {
    const std::string_view roles = user != nullptr ? view(user->roles) : std::string_view();
    return std::ranges::all_of(x.guards(),
                               [&](const GuardRule* guard) { return guard->admits(user != nullptr, roles); });
}

// Checks whether the user passes the guards.
Next checkAccess(Exchange& x) {
    using Verdict = capabilities::Auth::Verdict;
    if (admits(x, x.user ? &*x.user : nullptr)) return Next::Go;
    if (x.verdict == Verdict::Unavailable) return deny(x, 503, "users cannot be identified at the moment");
    if (x.user) return deny(x, 403, "the account lacks the role");
    if (std::ranges::any_of(x.guards(),
                            [](const GuardRule* guard) { return guard->kind() == GuardRule::Kind::Nobody; }))
        return deny(x, 403, "the guard is unknown");
    challenge(x);
    return Next::Answered;
}

} // namespace

Next guardBeforeBody(Exchange& x) {
    if (!x.target->fault.empty()) return deny(x, 500, x.target->fault);
    if (x.isUnsafe() && !x.target->anyOrigin && x.origin == SameOrigin::Foreign) return denyForm(x);
    return checkAccess(x);
}

Next guard(Exchange& x) {
    const Target& target = *x.target;
    if (!target.fault.empty()) return deny(x, 500, target.fault);
    const bool changes = x.isUnsafe();
    if (changes && x.origin == SameOrigin::Unknown && tokenIsGood(x)) x.origin = SameOrigin::Same;
    // A logged-in user is not asked to log in.
    if (changes && target.anyOrigin && dropUserOfForeignForm(x) && !admits(x, nullptr)) return denyForm(x);
    const bool judged = changes && !target.anyOrigin;
    if (judged && x.origin == SameOrigin::Foreign) return denyForm(x); // even with a valid token
    if (checkAccess(x) == Next::Answered) return Next::Answered;
    if (judged && x.origin != SameOrigin::Same)
        return denyForm(x); // after the access check: a visitor whose session has ended logs in first
    return Next::Go;
}

} // namespace portico::http
