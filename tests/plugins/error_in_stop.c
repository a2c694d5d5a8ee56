/* SPDX-License-Identifier: Apache-2.0
 * Runs, but fails to stop. */
#include "guest.h"

GUEST_MANIFEST("error_in_stop", "Holds on.");

static portico_status stop(void* self, portico_error* why) {
    (void)self;
    return guest_fail(why, "one connection is still open");
}

PORTICO_ENTRY = {GUEST_HEAD, guest_create, guest_start, stop, guest_destroy, guest_routes};
