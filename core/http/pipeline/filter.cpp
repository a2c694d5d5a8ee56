// SPDX-License-Identifier: Apache-2.0
// Steps: call the filters of the site, in the order of the configuration. A filter that fails fails the request. No filter decides
// about access: guard follows filterRequest, and precedes filterAdmitted.
#include "http/handler/filter_tables.h"
#include "http/pipeline/pipeline.h"

#include <utility>

namespace portico::http {

namespace {

using capabilities::Filter;

void fail(Exchange& x, const Filter& filter, portico_status status, std::string_view why) {
    x.answer.fail(status == PORTICO_UNAVAILABLE ? 503 : 500, filter.plugin() + ": " + std::string(why));
}

bool isAnswered(const Answer& answer) {
    return answer.failed || answer.status != 200 || !answer.page.empty() || !answer.body.empty();
}

// The log names the filter.
void sign(Answer& answer, const Filter& filter) {
    if (answer.failed)
        answer.reason = filter.plugin() + ": " + answer.reason;
    else if (answer.status == 401 || answer.status == 403)
        answer.reason = "refused by " + filter.plugin();
}

// If the filter says that it passed but has answered, its answer may be a refusal that must not be lost.
Next judge(Exchange& x, const Filter& filter, portico_status status, const Why& why) {
    if (status == PORTICO_OK && !isAnswered(x.answer)) return Next::Go;
    if (status == PORTICO_FILTER_ANSWERED)
        sign(x.answer, filter);
    else if (status == PORTICO_OK)
        fail(x, filter, PORTICO_FAILED, "passed a request on that it had answered");
    else
        fail(x, filter, status, why.message());
    return Next::Answered;
}

// The sentence of one call must not become that of the next one.
Why& cleared(Why& why) noexcept {
    why.get()->message[0] = '\0';
    return why;
}

Next callRequest(Exchange& x) {
    Why why;
    FilterArguments<RewriteTable> arguments(x);
    for (const Filter& filter : x.snapshot.filters.request) {
        arguments.prepareFor(filter.plugin());
        const portico_status status = filter.request(arguments.exchange(), arguments.table(), cleared(why));
        if (judge(x, filter, status, why) == Next::Answered) return Next::Answered;
    }
    return Next::Go;
}

Next callAdmitted(Exchange& x) {
    Why why;
    std::optional<PluginExchange> c;
    for (const Filter& filter : x.snapshot.filters.admitted) {
        if (!c || x.snapshot.exchanges) c.emplace(x, filter.plugin()); // under serve --dev it is for this filter only
        const portico_status status = filter.admitted(*c->get(), cleared(why));
        if (judge(x, filter, status, why) == Next::Answered) return Next::Answered;
    }
    return Next::Go;
}

// False if one failed. `inHandler`: the handler of a streamed answer will report its own failure instead.
bool callHead(Exchange& x, bool inHandler) {
    Why why;
    FilterArguments<HeadTable> arguments(x);
    for (const Filter& filter : x.snapshot.filters.head) {
        arguments.prepareFor(filter.plugin());
        const portico_status status = filter.head(arguments.exchange(), arguments.table(), cleared(why));
        if (status == PORTICO_OK) continue;
        if (inHandler) x.snapshot.log.write(PORTICO_LOG_ERROR, filter.plugin(), why.message());
        fail(x, filter, status, why.message());
        return false;
    }
    return true;
}

// Again, if the handler of a streamed answer went on after the failure.
void keepFailure(Exchange& x) {
    if (!x.headHasFailed || x.answer.failed) return;
    x.answer.fail(500, "the handler answered although a filter had failed");
    render(x);
}

} // namespace

Next filterRequest(Exchange& x) {
    const capabilities::Filters& filters = x.snapshot.filters;
    if (!filters.missing.empty()) {
        x.answer.fail(503, "the filter " + filters.missing +
                               " is quarantined: release it or remove it from "
                               "capabilities.filters");
        return Next::Answered;
    }
    const bool isUnused = filters.request.empty() || x.path.empty(); // "OPTIONS *" has no path
    return isUnused ? Next::Go : callRequest(x);
}

Next filterAdmitted(Exchange& x) { return x.snapshot.filters.admitted.empty() ? Next::Go : callAdmitted(x); }

void filterHead(Exchange& x) {
    if (x.snapshot.filters.head.empty() || x.path.empty()) return;
    if (x.unfilteredStatus != 0) return keepFailure(x);
    x.unfilteredStatus = x.answer.status;
    const bool inHandler = std::exchange(x.inHandler, false); // a filter must not stream
    x.headHasFailed = !callHead(x, inHandler);
    x.inHandler = inHandler;
    if (x.headHasFailed && !inHandler) render(x);
}

} // namespace portico::http
