/* SPDX-License-Identifier: Apache-2.0
 * Exports more symbols than its entry; built without plugin.map. */
#include "guest.h"

GUEST_MANIFEST("two_symbols", "Shows too much.");

__attribute__((visibility("default"))) int helper(void);
int helper(void) { return 1; }

PORTICO_ENTRY = {GUEST_HEAD, guest_create, guest_start, guest_stop, guest_destroy, guest_routes};
