/* SPDX-License-Identifier: Apache-2.0
 * Its entry has no create. */
#include "guest.h"

GUEST_MANIFEST("null_create", "Cannot begin.");

PORTICO_ENTRY = {GUEST_HEAD, NULL, guest_start, guest_stop, guest_destroy, guest_routes};
