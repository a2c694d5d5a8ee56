/* SPDX-License-Identifier: Apache-2.0
 * Its manifest is not JSON. */
#include "guest.h"

PORTICO_MANIFEST({"id": "bad_json", "version": });

PORTICO_ENTRY = {GUEST_HEAD, guest_create, guest_start, guest_stop, guest_destroy, guest_routes};
