// SPDX-License-Identifier: Apache-2.0
// Step: the target's work. A page is named; a plugin's handler is called, and its failure is a 500 (503 when it is
// unavailable, 404 when there is no such thing) whatever it had answered before; of an answer that is on its way already, the end.
#include "http/handler/plugin_exchange.h"
#include "http/pipeline/pipeline.h"

namespace portico::http {

namespace {

// What a handler made of a body that was not whole is not an answer.
void refuseBody(Exchange& x) {
    x.answer.fail(x.bodyFault(), x.bodyFaultReason());
    x.answer.close = true;
}

// As if the request came now; who is let in after all, and may try again, is told so.
void refuseSender(Exchange& x) {
    x.answer.close = true;
    x.answer.fail(503, "the sender was not let in any more while the handler worked");
    x.forgetIdentity();
    identify(x);
    guard(x);
}

int statusFor(const Exchange& x, portico_status error) noexcept {
    if (error == PORTICO_UNSUPPORTED && x.notMultipart) return 415;
    if (error == PORTICO_NOT_FOUND) return 404;
    return error == PORTICO_UNAVAILABLE ? 503 : 500;
}

void callPlugin(Exchange& x, const capabilities::PluginRoute& to) {
    Why why;
    PluginExchange c(x);
    if (x.user) x.access.begin(isSameSender, x.snapshot.limits.recheckAccess);
    x.inHandler = true;
    const portico_status status = to.handle(*c.get(), why);
    x.inHandler = false;
    if (x.access.hasFailed())
        return x.stream.begun() ? x.stream.cutOff(x, "the sender is not let in any more") : refuseSender(x);
    if (!x.stream.begun() && x.bodyFault() != 0) return refuseBody(x);
    if (status == PORTICO_OK) return;
    const std::string reason = to.plugin + ": " + std::string(why.message());
    if (x.stream.begun()) return x.stream.cutOff(x, reason);
    x.answer.fail(statusFor(x, status), reason);
}

} // namespace

Next handle(Exchange& x) {
    if (const auto* page = std::get_if<std::string>(&x.target->to))
        x.answer.page = *page;
    else
        callPlugin(x, std::get<capabilities::PluginRoute>(x.target->to));
    return Next::Go;
}

} // namespace portico::http
