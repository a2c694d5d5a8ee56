/* SPDX-License-Identifier: Apache-2.0
 * Its users table has a null pointer instead of verify. */
#include "stores.h"

PORTICO_MANIFEST({
    "id": "missing_function", "version": "1.0.0", "summary": "No verify.", "provides": ["portico.users/1"]
});

static const void* capability(void* self, const char* id) {
    static const portico_users users = {
        sizeof(portico_users), 0, no_user, no_user, no_users, NULL, no_new, no_change, no_secret, nothing, NULL};
    (void)self, (void)empty_users, (void)no_entry;
    return strcmp(id, PORTICO_USERS) == 0 ? &users : NULL;
}

PORTICO_ENTRY = {GUEST_HEAD, guest_create, guest_start, guest_stop, guest_destroy, capability};
