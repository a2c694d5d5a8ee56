/* SPDX-License-Identifier: Apache-2.0
 * A good guest: users only, a rival of members. */
#include "stores.h"

PORTICO_MANIFEST({"id": "roster", "version": "1.0.0", "summary": "Users.", "provides": ["portico.users/1"]});

static const void* capability(void* self, const char* id) {
    (void)self;
    return strcmp(id, PORTICO_USERS) == 0 ? &empty_users : NULL;
}

PORTICO_ENTRY = {GUEST_HEAD, guest_create, guest_start, guest_stop, guest_destroy, capability};
