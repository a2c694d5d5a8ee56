/* SPDX-License-Identifier: Apache-2.0
 * Is linked with a library that is not installed. */
#include "guest.h"

int absent_answer(void);

GUEST_MANIFEST("missing_library", "Misses something.");

static portico_status start(void* self, portico_error* why) {
    (void)self, (void)why;
    return absent_answer();
}

PORTICO_ENTRY = {GUEST_HEAD, guest_create, start, guest_stop, guest_destroy, guest_routes};
