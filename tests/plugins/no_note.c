/* SPDX-License-Identifier: Apache-2.0
 * A portico_entry, but no manifest: this could be any shared library. */
#include "guest.h"

PORTICO_ENTRY = {GUEST_HEAD, guest_create, guest_start, guest_stop, guest_destroy, guest_routes};
