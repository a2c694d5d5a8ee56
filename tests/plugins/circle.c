/* SPDX-License-Identifier: Apache-2.0
 * Half of a pair in which each needs the other; CIRCLE_OTHER says the other half. */
#include "guest.h"

#ifdef CIRCLE_OTHER
PORTICO_MANIFEST({
    "id": "circle_b", "version": "1.0.0", "summary": "Waits for a.", "provides": ["org.example.egg/1"],
    "needs": ["org.example.hen/1"]
});
#else
PORTICO_MANIFEST({
    "id": "circle_a", "version": "1.0.0", "summary": "Waits for b.", "provides": ["org.example.hen/1"],
    "needs": ["org.example.egg/1"]
});
#endif

PORTICO_ENTRY = {GUEST_HEAD, guest_create, guest_start, guest_stop, guest_destroy, guest_routes};
