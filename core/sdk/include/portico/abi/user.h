/* SPDX-License-Identifier: Apache-2.0
 *
 * A user as data: what a user store (<portico/abi/users.h>) gives to the host and to plugins, and the host to handlers as the
 * sender of a request (<portico/abi/exchange.h>). Borrowed, on the thread of the call. A sink receives one user at a time.
 * `scheme`, `scopes` and `login` are about the request, not about the account: auth fills them in, and stores leave them empty.
 *
 * Example, a sink that keeps the name of the first user:
 *
 *     static portico_status take_name(void* ctx, const portico_user* user) {
 *         char* name = (char*)ctx; // of 65 bytes
 *         size_t i;
 *         for (i = 0; i < user->name.len && i < 64; ++i) name[i] = user->name.ptr[i];
 *         name[i] = '\0';
 *         return PORTICO_DENIED; // enough: ends the list
 *     }
 *     static portico_user_sink sink_for(char* name) {
 *         const portico_user_sink out = {name, take_name};
 *         return out;
 *     }
 */
#ifndef PORTICO_ABI_USER_H
#define PORTICO_ABI_USER_H

/* Formatted by hand. */
/* clang-format off */

#include <portico/abi/base.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PORTICO_USER_DISABLED 1u /* may not log in; all sessions of the user have ended */

typedef struct portico_user {
    uint32_t size;
    uint32_t flags;     /* PORTICO_USER_...; readers treat a user with an unknown flag as disabled                    */
    portico_str id;     /* stable and never reused for another user; 1 to 64 bytes of [A-Za-z0-9._@-]                 */
    portico_str name;   /* login name, in the one spelling chosen by the store                                        */
    portico_str roles;  /* names of [a-z0-9-], separated by single spaces; may be empty                               */
    int64_t created;    /* seconds since 1970-01-01 UTC; 0 if unknown                                                 */
    int64_t changed;    /* last change of name, password, roles or flags, in seconds since 1970; 0 if unknown         */
    int64_t revision;   /* a new number after each such change, never used before for this id; compare for equality
                           only. 0: the store has no revisions                                                        */
    portico_str scheme; /* how the sender was identified: "cookie", "basic", "bearer", "api_key", or a name of the auth
                           plugin; the host fills in the plugin's id if auth leaves it empty                          */
    portico_str scopes; /* what the sender's token was issued for: names without spaces, separated by single spaces;
                           empty if it has none. They never add to the roles: guards do not look at them, handlers do */
    int64_t login;      /* when the sender logged in, in seconds since 1970; 0 if there was no login: an API key      */
} portico_user;

/* take copies what it needs and returns PORTICO_OK to continue the list, or anything else to stop it. */
typedef struct portico_user_sink {
    void* ctx;
    portico_status (*take)(void* ctx, const portico_user* user);
} portico_user_sink;

#ifdef __cplusplus
}
#endif
#endif
