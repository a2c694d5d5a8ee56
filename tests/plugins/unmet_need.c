/* SPDX-License-Identifier: Apache-2.0
 * Needs a capability that no plugin provides. */
#include "guest.h"

PORTICO_MANIFEST({
    "id": "unmet_need", "version": "1.0.0", "summary": "Is alone.", "provides": ["portico.routes/1"],
    "needs": ["org.example.mail/1"]
});

PORTICO_ENTRY = {GUEST_HEAD, guest_create, guest_start, guest_stop, guest_destroy, guest_routes};
