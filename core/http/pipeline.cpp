// SPDX-License-Identifier: Apache-2.0
// The walk of a request, as one list.
#include "http/pipeline.h"

#include <array>

namespace portico::http {

namespace {

using Step = Next (*)(Exchange&);

constexpr std::array<Step, 6> steps = {
    admit,    // first, so that nothing later meets an unchecked byte
    route,    // before identify, so that unknown paths and assets cost no look at the session
    receive,  // before identify, which may read the form, and after route: what leads nowhere is not read
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

} // namespace

void answer(Exchange& x) {
    for (const Step step : steps)
        if (ends(step, x)) break;
    if (x.stream.begun()) return x.stream.finish(x);
    render(x);
    try {
        compress(x);
    } catch (const std::exception& error) { // no memory: the body is as it was
        x.generation.log.write(PORTICO_LOG_ERROR, "compress", error.what());
    }
}

} // namespace portico::http
