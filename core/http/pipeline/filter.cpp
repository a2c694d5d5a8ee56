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

Next request(Exchange& x, const Filter& filter) {
    Why why;
    FilterArguments<RewriteTable> arguments(x, filter.plugin());
    return judge(x, filter, filter.request(arguments.exchange(), arguments.table(), why), why);
}

Next admitted(Exchange& x, const Filter& filter) {
    Why why;
    PluginExchange c(x, filter.plugin());
    return judge(x, filter, filter.admitted(*c.get(), why), why);
}

// False if it failed. `inHandler`: the handler of a streamed answer will report its own failure instead.
bool head(Exchange& x, const Filter& filter, bool inHandler) {
    Why why;
    FilterArguments<HeadTable> arguments(x, filter.plugin());
    const portico_status status = filter.head(arguments.exchange(), arguments.table(), why);
    if (status == PORTICO_OK) return true;
    if (inHandler) x.snapshot.log.write(PORTICO_LOG_ERROR, filter.plugin(), why.message());
    fail(x, filter, status, why.message());
    return false;
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
    if (x.path.empty()) return Next::Go; // "OPTIONS *"
    for (const Filter& filter : filters.request)
        if (request(x, filter) == Next::Answered) return Next::Answered;
    return Next::Go;
}

Next filterAdmitted(Exchange& x) {
    for (const Filter& filter : x.snapshot.filters.admitted)
        if (admitted(x, filter) == Next::Answered) return Next::Answered;
    return Next::Go;
}

void filterHead(Exchange& x) {
    if (x.snapshot.filters.head.empty() || x.path.empty()) return;
    if (x.unfilteredStatus != 0) return keepFailure(x);
    x.unfilteredStatus = x.answer.status;
    const bool inHandler = std::exchange(x.inHandler, false); // a filter must not stream
    for (const Filter& filter : x.snapshot.filters.head) {
        if (head(x, filter, inHandler)) continue;
        x.headHasFailed = true;
        break;
    }
    x.inHandler = inHandler;
    if (x.headHasFailed && !inHandler) render(x);
}

} // namespace portico::http
