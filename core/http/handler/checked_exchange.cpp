// SPDX-License-Identifier: Apache-2.0
#include "http/handler/checked_exchange.h"

namespace portico::http {

#define PORTICO_CHECKED(member) c_.member = PORTICO_CHECKED_CALL(CheckedExchange, portico_exchange, member)

CheckedExchange::CheckedExchange(portico_exchange& real, std::string_view plugin)
    : real_(real), plugin_(plugin), c_(real) {
    static_assert(sizeof(portico_exchange) == 360, "a new function of portico_exchange is checked here, too");
    c_.ctx = this;
    PORTICO_CHECKED(header);
    PORTICO_CHECKED(cookie);
    PORTICO_CHECKED(query);
    PORTICO_CHECKED(form);
    PORTICO_CHECKED(parameter);
    PORTICO_CHECKED(set_status);
    PORTICO_CHECKED(set_header);
    PORTICO_CHECKED(add_header);
    PORTICO_CHECKED(write);
    PORTICO_CHECKED(render);
    PORTICO_CHECKED(redirect);
    PORTICO_CHECKED(fail);
    PORTICO_CHECKED(challenge);
    PORTICO_CHECKED(flush);
    PORTICO_CHECKED(client_gone);
    PORTICO_CHECKED(pause);
    PORTICO_CHECKED(read_body);
    PORTICO_CHECKED(next_part);
    PORTICO_CHECKED(read_part);
    PORTICO_CHECKED(header_at);
    PORTICO_CHECKED(cookie_at);
    PORTICO_CHECKED(query_at);
    PORTICO_CHECKED(form_at);
    PORTICO_CHECKED(trailer_at);
    PORTICO_CHECKED(connection);
    PORTICO_CHECKED(set_detail);
}

void CheckedExchange::mustAllow(std::string_view function) const noexcept {
    if (ended_)
        capabilities::endForMisuse(plugin_, function, "of an exchange after the call that passed it had returned");
    if (std::this_thread::get_id() != thread_)
        capabilities::endForMisuse(plugin_, function, "of an exchange that another thread received");
}

} // namespace portico::http
