/* SPDX-License-Identifier: Apache-2.0
 * Two routes: one with the method GUEST_METHOD and the path GUEST_PATH, which may be invalid, and
 * GET /of/GUEST_ID, which is valid. */
#include "guest.h"

#ifndef GUEST_METHOD
#define GUEST_METHOD "GET"
#endif

PORTICO_NOTE_(PORTICO_NOTE_TEXT("{\"id\":\"" GUEST_ID "\",\"version\":\"1.0.0\",\"summary\":\"Has two routes.\","
                                "\"provides\":[\"portico.routes/1\"]}"));

static portico_status answer(void* self, const portico_route* route, portico_exchange* x, portico_error* why) {
    (void)self, (void)route, (void)why;
    return x->write(x, PORTICO_STR(GUEST_ID));
}

static const portico_route* route(void* self, size_t index) {
    static const portico_route routes[] = {
        {sizeof(portico_route), 0, PORTICO_STR_INIT(GUEST_METHOD), PORTICO_STR_INIT(GUEST_PATH),
         PORTICO_STR_INIT("public"), PORTICO_STR_INIT("Says who it is."), NULL, answer, 0},
        {sizeof(portico_route), 0, PORTICO_STR_INIT("GET"), PORTICO_STR_INIT("/of/" GUEST_ID),
         PORTICO_STR_INIT("public"), PORTICO_STR_INIT("Says who it is."), NULL, answer, 0}};
    (void)self;
    return index < sizeof routes / sizeof *routes ? &routes[index] : NULL;
}

static const void* capability(void* self, const char* id) {
    static const portico_routes routes = {sizeof(portico_routes), 0, route};
    (void)self;
    return strcmp(id, PORTICO_ROUTES) == 0 ? &routes : NULL;
}

PORTICO_ENTRY = {GUEST_HEAD, guest_create, guest_start, guest_stop, guest_destroy, capability};
