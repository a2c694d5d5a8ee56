/* SPDX-License-Identifier: Apache-2.0
 *
 * A session as data, which passes between a session store (<portico/abi/sessions.h>) and its callers. Borrowed, on the thread of
 * the call. A sink receives one session at a time.
 *
 * Example, a new session for a user whose password was just verified (`id`: 256 random bits in base64url):
 *
 *     static portico_status begin(const portico_sessions* store, void* self, portico_str id, const portico_user* user,
 *                                 const portico_exchange* x, int64_t now, portico_error* why) {
 *         const portico_session session = {sizeof(portico_session), 0, id, user->id, x->peer, PORTICO_STR("a browser"), 0,
 *                                          0, 3600, now + 7 * 86400, user->revision, PORTICO_STR("browser")};
 *         return store->create(self, &session, why);
 *     }
 */
#ifndef PORTICO_ABI_SESSION_H
#define PORTICO_ABI_SESSION_H

/* Formatted by hand. */
/* clang-format off */

#include <portico/abi/base.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct portico_session {
    uint32_t size;
    uint32_t reserved;
    portico_str id;       /* 43 characters of base64url: 256 random bits chosen by the caller of `create`. Secret: stores
                             keep only its SHA-256. In lists, the public session handle, which `end` accepts too       */
    portico_str user_id;
    portico_str peer;     /* address at login, shown to users who review their sessions                               */
    portico_str agent;    /* User-Agent at login, truncated to 200 bytes                                              */
    int64_t created;      /* seconds since 1970; set by the store                                                     */
    int64_t seen;         /* last touch, in seconds since 1970; set by the store                                      */
    int64_t idle_seconds; /* the session ends when it is not touched for this long                                    */
    int64_t expires;      /* seconds since 1970; the session ends then in any case                                    */
    int64_t revision;     /* the user's revision as returned by `verify`. The session ends as soon as the user has a
                             different one. 0: unknown                                                                */
    portico_str kind;     /* purpose: "browser", "token" ...; at most 32 bytes of [a-z0-9-], or empty. Each kind of a
                             user's sessions has its own limit, so that one kind does not displace another            */
} portico_session;

typedef struct portico_session_sink {
    void* ctx;
    portico_status (*take)(void* ctx, const portico_session* session);
} portico_session_sink;

#ifdef __cplusplus
}
#endif
#endif
