/* SPDX-License-Identifier: Apache-2.0
 * A good guest in C: one route whose answer is its setting. */
#include "guest.h"

PORTICO_MANIFEST({
    "id": "greeter", "version": "1.2.3", "summary": "Greets.", "license": "Apache-2.0", "provides": ["portico.routes/1"],
    "settings": {
        "greeting": {"type": "string", "default": "Hello", "help": "What it says."},
        "times": {"type": "integer", "default": 1, "help": "How often.", "min": 1, "max": 9}
    }
});

static portico_status greet(void* self, const portico_route* route, portico_exchange* x, portico_error* why) {
    const portico_host* host = self;
    portico_str greeting;
    (void)route;
    if (host->setting(host, PORTICO_STR("greeting"), &greeting) != PORTICO_OK) return guest_fail(why, "no greeting");
    return x->write(x, greeting);
}

static const portico_route* route(void* self, size_t index) {
    static const portico_route greeting = {sizeof(portico_route),
                                           0,
                                           PORTICO_STR_INIT("GET"),
                                           PORTICO_STR_INIT("/greeting"),
                                           PORTICO_STR_INIT("public"),
                                           PORTICO_STR_INIT("Greets."),
                                           NULL,
                                           greet,
                                           0};
    (void)self;
    return index == 0 ? &greeting : NULL;
}

static const void* capability(void* self, const char* id) {
    static const portico_routes routes = {sizeof(portico_routes), 0, route};
    (void)self;
    return strcmp(id, PORTICO_ROUTES) == 0 ? &routes : NULL;
}

PORTICO_ENTRY = {GUEST_HEAD, guest_create, guest_start, guest_stop, guest_destroy, capability};
