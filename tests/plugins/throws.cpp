// SPDX-License-Identifier: Apache-2.0
// Throws an exception where the ABI forbids it; THROWS_IN and THROWS_WHAT select the place and the type.
#include "guest.h"

#include <cstring>
#include <stdexcept>

PORTICO_NOTE_(PORTICO_NOTE_TEXT("{\"id\":\"" GUEST_ID "\",\"version\":\"1.0.0\",\"summary\":\"Throws.\","
                                "\"provides\":[\"portico.routes/1\"]}"));

namespace {

enum Step { create, start, stop, capability, destroy, handle };

void maybeThrow(Step step) {
    if (step == THROWS_IN) throw THROWS_WHAT;
}

portico_status doCreate(const portico_host* host, void** self, portico_error* why) {
    maybeThrow(create);
    return guest_create(host, self, why);
}
portico_status doStart(void* self, portico_error* why) {
    maybeThrow(start);
    return guest_start(self, why);
}
portico_status doStop(void* self, portico_error* why) {
    maybeThrow(stop);
    return guest_stop(self, why);
}
void doDestroy(void* self) {
    guest_destroy(self);
    maybeThrow(destroy);
}
portico_status doHandle(void*, const portico_route*, portico_exchange*, portico_error*) {
    maybeThrow(handle);
    return PORTICO_NOT_FOUND;
}
const portico_route* route(void*, std::size_t index) {
    static const portico_route only = {sizeof(portico_route),
                                       0,
                                       PORTICO_STR_INIT("GET"),
                                       PORTICO_STR_INIT("/" GUEST_ID),
                                       PORTICO_STR_INIT("public"),
                                       PORTICO_STR_INIT("Throws."),
                                       nullptr,
                                       doHandle,
                                       0};
    return index == 0 ? &only : nullptr;
}
const void* doCapability(void*, const char* id) {
    static const portico_routes routes = {sizeof(portico_routes), 0, route};
    maybeThrow(capability);
    return std::strcmp(id, PORTICO_ROUTES) == 0 ? &routes : nullptr;
}

} // namespace

PORTICO_ENTRY = {GUEST_HEAD, doCreate, doStart, doStop, doDestroy, doCapability};
