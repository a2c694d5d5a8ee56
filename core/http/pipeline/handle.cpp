// SPDX-License-Identifier: Apache-2.0
// Step: names the page, or calls the plugin's handler. If the handler fails, the answer is a 500 (503 if it is unavailable, 404
// if it found nothing), whatever it had written before; a streamed answer is cut off.
#include "http/handler/plugin_exchange.h"
#include "http/pipeline/pipeline.h"

namespace portico::http {

namespace {

// A handler's answer to an incomplete body is not used.
void refuseBody(Exchange& x) {
    x.answer.fail(x.bodyFault(), x.bodyFaultReason());
    x.answer.close = true;
}

// Decides as if the request arrived now. A sender who has access after all may try again and gets the 503.
void refuseSender(Exchange& x) {
    x.answer.close = true;
    x.answer.fail(503, "the sender lost access while the handler ran");
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
    PluginExchange c(x, to.plugin);
    x.beforeHead = filterHead;
    if (x.user) x.access.begin(isSameSender, x.snapshot.limits.recheckAccess);
    x.inHandler = true;
    const portico_status status = to.handle(*c.get(), why);
    x.inHandler = false;
    if (x.access.hasFailed())
        return x.stream.begun() ? x.stream.cutOff(x, "the sender no longer has access") : refuseSender(x);
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
