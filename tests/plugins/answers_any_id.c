/* SPDX-License-Identifier: Apache-2.0
 * Returns its routes table for every id with the same beginning. */
#include "guest.h"

GUEST_MANIFEST("answers_any_id", "Reads half.");

static const void* capability(void* self, const char* id) {
    return strncmp(id, PORTICO_ROUTES, sizeof(PORTICO_ROUTES) - 1) == 0 ? guest_routes(self, PORTICO_ROUTES) : NULL;
}

PORTICO_ENTRY = {GUEST_HEAD, guest_create, guest_start, guest_stop, guest_destroy, capability};
