/* SPDX-License-Identifier: Apache-2.0
 * Provides users, but fails to start. */
#include "stores.h"

PORTICO_MANIFEST({"id": "broken_store", "version": "1.0.0", "summary": "Breaks.", "provides": ["portico.users/1"]});

static portico_status start(void* self, portico_error* why) {
    (void)self;
    return guest_fail(why, "the disk is full");
}

static const void* capability(void* self, const char* id) {
    (void)self;
    return strcmp(id, PORTICO_USERS) == 0 ? &empty_users : NULL;
}

PORTICO_ENTRY = {GUEST_HEAD, guest_create, start, guest_stop, guest_destroy, capability};
