/* SPDX-License-Identifier: Apache-2.0
 * Fails to start without giving a reason. */
#include "guest.h"

GUEST_MANIFEST("silent_error", "Is sulking.");

static portico_status start(void* self, portico_error* why) {
    (void)self, (void)why;
    return PORTICO_UNAVAILABLE;
}

PORTICO_ENTRY = {GUEST_HEAD, guest_create, start, guest_stop, guest_destroy, guest_routes};
