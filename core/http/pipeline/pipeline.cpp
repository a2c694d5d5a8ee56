// SPDX-License-Identifier: Apache-2.0
// The pipeline as one list of steps.
#include "http/pipeline/pipeline.h"

#include "http/pipeline/substeps.h"

#include <algorithm>
#include <array>

namespace portico::http {

namespace {

using Step = Next (*)(Exchange&);

constexpr std::array<Step, 8> steps = {
    admit,         // first, so that no later step sees an unchecked byte
    filterRequest, // before route and guard, so that they judge the path that a filter chooses
    route,         // before identify, so that assets and unknown paths cost no session lookup
    // Before identify, which may read the form, and after route, so that the body of a request without a route is not read, nor a
    // large one that an anonymous client sends to a guarded route.
    receive,
    identify,       // on public pages, too: they may show the user
    guard,          // after identify, and before any code of the target runs
    filterAdmitted, // after guard, so that no filter answers a sender without access in the place of a guarded target
    handle,         // the target's work
};

// True if the step answered, or failed and became a 500.
bool ends(Step step, Exchange& x) noexcept {
    try {
        return step(x) == Next::Answered;
    } catch (const std::exception& error) {
        x.answer.fail(500, error.what());
    } catch (...) {
        x.answer.fail(500, "an exception that is not a std::exception");
    }
    return true;
}

// An error page for a person also shows the logged-in user. A program gets problem details, and a request that admit refused is
// not passed to a plugin. Below /assets/ nobody is identified: filters that count attempts do not count assets.
bool needsIdentifyForErrorPage(Step last, const Exchange& x) noexcept {
    return x.answer.failed && x.navigation && (last == route || last == receive) && !x.path.starts_with(Assets::prefix);
}

// A client whose own network holds its share of a resource gets 429 instead of 503. Both invite a retry.
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
    if (last == steps.end() || *last != admit) filterHead(x); // before compress, which depends on headers
    try {
        compress(x);
    } catch (const std::exception& error) { // no memory: the body is unchanged
        x.snapshot.log.write(PORTICO_LOG_ERROR, "compress", error.what());
    }
}

} // namespace

void answer(Exchange& x) {
    walk(x);
    logDenial(x);
}

} // namespace portico::http
