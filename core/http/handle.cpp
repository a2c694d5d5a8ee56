// SPDX-License-Identifier: Apache-2.0
// Step: the target's work. A page is named; a plugin's handler is called, and its failure is a 500 (503 when it is
// unavailable) whatever it had answered before.
#include "http/pipeline.h"
#include "http/plugin_exchange.h"

namespace portico::http {

namespace {

void callPlugin(Exchange& x, const capabilities::PluginRoute& to) {
    Why why;
    PluginExchange c(x);
    const portico_status status = to.handle(*c.get(), why);
    if (status == PORTICO_OK) return;
    const std::string reason = to.plugin + ": " + std::string(why.message());
    x.answer.fail(status == PORTICO_UNAVAILABLE ? 503 : 500, reason);
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
