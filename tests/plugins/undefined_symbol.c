/* SPDX-License-Identifier: Apache-2.0
 * Calls a function that no library defines. */
#include "guest.h"

int nobody_has_this(void);

GUEST_MANIFEST("undefined_symbol", "Calls into the void.");

static portico_status start(void* self, portico_error* why) {
    (void)self, (void)why;
    return nobody_has_this();
}

PORTICO_ENTRY = {GUEST_HEAD, guest_create, start, guest_stop, guest_destroy, guest_routes};
