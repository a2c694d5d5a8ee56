/* SPDX-License-Identifier: Apache-2.0
 * Refuses its settings. */
#include "guest.h"

PORTICO_MANIFEST({
    "id": "error_in_create", "version": "1.0.0", "summary": "Is choosy.", "provides": ["portico.routes/1"],
    "settings": {"colour": {"type": "string", "default": "red", "help": "Which colour."}}
});

static portico_status create(const portico_host* host, void** self, portico_error* why) {
    (void)host, (void)self;
    return guest_fail(why, "colour must be blue\nor green");
}

PORTICO_ENTRY = {GUEST_HEAD, create, guest_start, guest_stop, guest_destroy, guest_routes};
