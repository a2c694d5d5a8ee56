// SPDX-License-Identifier: Apache-2.0
// Lets an exception out where the ABI forbids it; THROWS_IN and THROWS_WHAT say where and which.
#include "guest.h"

#include <stdexcept>

PORTICO_NOTE_(PORTICO_NOTE_TEXT("{\"id\":\"" GUEST_ID "\",\"version\":\"1.0.0\",\"summary\":\"Throws.\","
                                "\"provides\":[\"portico.routes/1\"]}"));

namespace {

enum Step { create, start, stop, capability, destroy };

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
const void* doCapability(void* self, const char* id) {
    maybeThrow(capability);
    return guest_routes(self, id);
}

} // namespace

PORTICO_ENTRY = {GUEST_HEAD, doCreate, doStart, doStop, doDestroy, doCapability};
