/* SPDX-License-Identifier: Apache-2.0
 * Its manifest is JSON, with many errors. */
#include "guest.h"

PORTICO_MANIFEST({
    "id": "bad_manifest", "id": "bad_manifest", "version": 1, "provide": ["portico.routes/1"], "provides": ["portico.route/1"],
    "settings": {"colour": {"type": "color", "default": "red", "help": "Which."}}
});

PORTICO_ENTRY = {GUEST_HEAD, guest_create, guest_start, guest_stop, guest_destroy, guest_routes};
