// SPDX-License-Identifier: Apache-2.0
// The walk of a request, as one list.
#include "http/pipeline/pipeline.h"

#include "http/pipeline/denial.h"

#include <algorithm>
#include <array>

namespace portico::http {

namespace {

using Step = Next (*)(Exchange&);

constexpr std::array<Step, 6> steps = {
    admit,   // first, so that nothing later meets an unchecked byte
    route,   // before identify, so that assets and what a program asks in vain cost no look at the session
    receive, // before identify, which may read the form, and after route: what leads nowhere is not read; nor, of a stranger, what is
             // large and asks for a login
    identify, // on public pages too: they may greet
    guard,    // after identify, and before anything of the target runs
    handle,   // the only step that does what the site is for
};

// True: the step said "answered", or failed and became a 500.
bool ends(Step step, Exchange& x) noexcept {
    try {
        return step(x) == Next::Answered;
    } catch (const std::exception& error) {
        x.answer.fail(500, error.what());
    } catch (...) {
        x.answer.fail(500, "an exception that is no std::exception");
    }
    return true;
}

// Whoever lost the way is no stranger for that: the page that says so shows the person as every page does. A program gets none, and
// what admit refused is not shown to a plugin.
bool needsIdentifyForErrorPage(Step last, const Exchange& x) noexcept {
    return x.answer.failed && x.navigation && (last == route || last == receive);
}

// What a client's own network has used up is no fault of the server. Both pass.
void adjustOverloadStatus(Exchange& x) {
    if (x.answer.status == 503 && x.requestScope.clientOverShare()) x.answer.status = 429;
    if ((x.answer.status == 503 || x.answer.status == 429) && !x.answer.has("Retry-After"))
        x.answer.set("Retry-After", "2");
}

void walk(Exchange& x) {
    const auto* const last = std::find_if(steps.begin(), steps.end(), [&x](Step step) { return ends(step, x); });
    if (x.stream.begun()) return x.stream.finish(x);
    if (last != steps.end() && needsIdentifyForErrorPage(*last, x)) ends(identify, x);
    adjustOverloadStatus(x);
    render(x);
    try {
        compress(x);
    } catch (const std::exception& error) { // no memory: the body is as it was
        x.snapshot.log.write(PORTICO_LOG_ERROR, "compress", error.what());
    }
}

} // namespace

void answer(Exchange& x) {
    walk(x);
    logDenial(x);
}

} // namespace portico::http
