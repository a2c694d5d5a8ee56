/* SPDX-License-Identifier: Apache-2.0
 *
 * "portico.sessions/1": the session store. One provider. Auth plugins call it for requests, on many threads at the same time; the
 * host calls it for `portico user`. Sessions that have expired or were idle too long are not found.
 * `portico user sessions` calls the provider in a process of its own. A provider that uses portico.host.state/1 is assumed to
 * keep its sessions there, in the memory of the server; the command then reports that it cannot reach them.
 * get_capability returns the table. `self` is the pointer that the plugin's create returned.
 *
 * Example, logging out (`sessions` from host->capability):
 *
 *     static portico_status log_out(portico_provider sessions, const portico_exchange* x, int everywhere, portico_error* why) {
 *         const portico_sessions* table = (const portico_sessions*)sessions.table;
 *         if (everywhere && x->user != NULL) return table->end_all(sessions.self, x->user->id, why);
 *         return table->end(sessions.self, x->session, why);
 *     }
 */
#ifndef PORTICO_ABI_SESSIONS_H
#define PORTICO_ABI_SESSIONS_H

/* Formatted by hand. */
/* clang-format off */

#include <portico/abi/session.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PORTICO_SESSIONS "portico.sessions/1"

typedef struct portico_sessions {
    uint32_t size;
    uint32_t reserved;

    /* Begin a session with the given id, user_id, peer, agent, idle_seconds, expires, revision and kind. PORTICO_OK, _EXISTS,
     * _INVALID, _UNAVAILABLE (store full or down), _DENIED (the store also keeps the users, and this user was changed or deleted
     * since `verify`: the login fails).                                                                     [request] */
    portico_status (*create)(void* self, const portico_session* session, portico_error* why);

    /* Find a live session: PORTICO_OK after out->take, or PORTICO_NOT_FOUND. Changes nothing.               [request] */
    portico_status (*find)(void* self, portico_str id, const portico_session_sink* out, portico_error* why);

    /* Record that the session was used now, which restarts its idle time. A store need not write this more than once
     * a minute.                                                                                             [request] */
    portico_status (*touch)(void* self, portico_str id, portico_error* why);

    /* End a session, by its id or by its handle from list; end all sessions of a user. PORTICO_OK also if there was none.
     *                                                                                                       [request] */
    portico_status (*end)(void* self, portico_str id, portico_error* why);
    portico_status (*end_all)(void* self, portico_str user_id, portico_error* why);

    /* The live sessions of a user, newest first, with session handles as ids.                               [request] */
    portico_status (*list)(void* self, portico_str user_id, const portico_session_sink* out, portico_error* why);
} portico_sessions;

#ifdef __cplusplus
}
#endif
#endif
