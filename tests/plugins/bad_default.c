/* SPDX-License-Identifier: Apache-2.0
 * A setting whose default is outside its own limits. */
#include "guest.h"

PORTICO_MANIFEST({
    "id": "bad_default", "version": "1.0.0", "summary": "Cannot count.", "provides": ["portico.routes/1"],
    "settings": {"count": {"type": "integer", "default": 12, "help": "How many.", "max": 9}}
});

PORTICO_ENTRY = {GUEST_HEAD, guest_create, guest_start, guest_stop, guest_destroy, guest_routes};
