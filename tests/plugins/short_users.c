/* SPDX-License-Identifier: Apache-2.0
 * The size in its users table ends after two functions. */
#include "stores.h"

PORTICO_MANIFEST({"id": "short_users", "version": "1.0.0", "summary": "Short.", "provides": ["portico.users/1"]});

static const void* capability(void* self, const char* id) {
    static const portico_users users = {offsetof(portico_users, list),
                                        0,
                                        no_user,
                                        no_user,
                                        no_users,
                                        no_entry,
                                        no_new,
                                        no_change,
                                        no_secret,
                                        nothing,
                                        NULL};
    (void)self, (void)empty_users;
    return strcmp(id, PORTICO_USERS) == 0 ? &users : NULL;
}

PORTICO_ENTRY = {GUEST_HEAD, guest_create, guest_start, guest_stop, guest_destroy, capability};
