/* SPDX-License-Identifier: Apache-2.0
 *
 * "portico.users/1": the user store. One provider. The host, auth and other plugins that need it call it, on many threads at the
 * same time. Names arrive as typed; the store decides their spelling.
 * The host wraps every store, for all callers. It looks up a name in each of its Unicode forms (as typed, NFC, NFD), and passes
 * names and passwords to `create`, `change` and `set_secret` in NFC. A new password must have 4 to 1024 bytes of UTF-8 without
 * control characters, so that every login method can transmit it; others are PORTICO_INVALID.
 * A read-only store returns PORTICO_UNSUPPORTED from create, update, set_secret, remove and change.
 * get_capability returns the table. `self` is the pointer that the plugin's create returned.
 *
 * Example, a plugin that needs the store looks up a user (`users` from host->capability):
 *
 *     static portico_status is_enabled(void* ctx, const portico_user* user) {
 *         *(int*)ctx = user->flags == 0;
 *         return PORTICO_OK;
 *     }
 *     static int may_log_in(portico_provider users, portico_str name, portico_error* why) {
 *         const portico_users* table = (const portico_users*)users.table;
 *         int enabled = 0;
 *         const portico_user_sink out = {&enabled, is_enabled};
 *         return table->find(users.self, name, &out, why) == PORTICO_OK && enabled;
 *     }
 */
#ifndef PORTICO_ABI_USERS_H
#define PORTICO_ABI_USERS_H

/* Formatted by hand. */
/* clang-format off */

#include <portico/abi/user.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PORTICO_USERS "portico.users/1"

#define PORTICO_SECRET_PASSWORD 1u /* text is a password: the store hashes it                            */
#define PORTICO_SECRET_HASH 2u     /* text is a hash that passwords->acceptable accepts: stored as it is */
typedef struct portico_secret {
    uint32_t kind;
    uint32_t reserved;
    portico_str text;
} portico_secret;

typedef struct portico_users {
    uint32_t size;
    uint32_t reserved;

    /* Find a user by name or by id: PORTICO_OK after out->take, or PORTICO_NOT_FOUND. Also finds disabled users.
     *                                                                                                       [request] */
    portico_status (*find)(void* self, portico_str name, const portico_user_sink* out, portico_error* why);
    portico_status (*get)(void* self, portico_str id, const portico_user_sink* out, portico_error* why);

    /* All users, ordered by name.                                                                           [request] */
    portico_status (*list)(void* self, const portico_user_sink* out, portico_error* why);

    /* Check the password of the user with this name.                                                        [request]
     *   PORTICO_OK           correct: out->take received the user (it is called only in this case)
     *   PORTICO_DENIED       wrong password, no such user, or user disabled; each takes the same time
     *   PORTICO_UNAVAILABLE  the store is down or password hashing is overloaded: 503, never "wrong password"         */
    portico_status (*verify)(void* self, portico_str name, portico_str password, const portico_user_sink* out,
                             portico_error* why);

    /* Create a user with the name, roles and flags of `user`. PORTICO_OK, _EXISTS, _INVALID, _UNSUPPORTED.  [request] */
    portico_status (*create)(void* self, const portico_user* user, const portico_secret* secret, portico_error* why);

    /* Set the roles and flags of user->id, or the password. PORTICO_OK, _NOT_FOUND, _INVALID, _UNSUPPORTED. [request] */
    portico_status (*update)(void* self, const portico_user* user, portico_error* why);
    portico_status (*set_secret)(void* self, portico_str id, const portico_secret* secret, portico_error* why);

    /* Delete a user. The id is never used again. PORTICO_OK, _NOT_FOUND, _UNSUPPORTED.                      [request] */
    portico_status (*remove)(void* self, portico_str id, portico_error* why);

    /* Optional. Like `update`, but also sets the name, provided that user->revision is 0 or still current. PORTICO_OK,
     * _NOT_FOUND, _INVALID, _EXISTS (another user has the name), _CONFLICT (the revision has changed), _UNSUPPORTED.
     *                                                                                                       [request] */
    portico_status (*change)(void* self, const portico_user* user, portico_error* why);
} portico_users;

#ifdef __cplusplus
}
#endif
#endif
