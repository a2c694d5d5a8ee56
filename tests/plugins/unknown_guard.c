/* SPDX-License-Identifier: Apache-2.0
 * A route with an unknown guard: the plugin loads, and the route denies everybody. */
#include "guest.h"

GUEST_MANIFEST("unknown_guard", "Asks for sudo.");

static portico_status answer(void* self, const portico_route* route, portico_exchange* x, portico_error* why) {
    (void)self, (void)route, (void)why;
    return x->write(x, PORTICO_STR("the secret"));
}

static const portico_route* route(void* self, size_t index) {
    static const portico_route only = {sizeof(portico_route),
                                       0,
                                       PORTICO_STR_INIT("GET"),
                                       PORTICO_STR_INIT("/secret"),
                                       PORTICO_STR_INIT("sudo"),
                                       PORTICO_STR_INIT("Tells the secret."),
                                       NULL,
                                       answer,
                                       0};
    (void)self;
    return index == 0 ? &only : NULL;
}

static const void* capability(void* self, const char* id) {
    static const portico_routes routes = {sizeof(portico_routes), 0, route};
    (void)self;
    return strcmp(id, PORTICO_ROUTES) == 0 ? &routes : NULL;
}

PORTICO_ENTRY = {GUEST_HEAD, guest_create, guest_start, guest_stop, guest_destroy, capability};
