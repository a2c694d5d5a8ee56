/* SPDX-License-Identifier: Apache-2.0
 * Its manifest declares routes, but its get_capability returns none. */
#include "guest.h"

GUEST_MANIFEST("no_capability_table", "Promises.");

static const void* capability(void* self, const char* id) {
    (void)self, (void)id;
    return NULL;
}

PORTICO_ENTRY = {GUEST_HEAD, guest_create, guest_start, guest_stop, guest_destroy, capability};
