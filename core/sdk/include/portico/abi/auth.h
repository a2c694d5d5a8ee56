/* SPDX-License-Identifier: Apache-2.0
 *
 * "portico.auth/1": identifies the sender of a request and lets anonymous visitors log in. One provider, or several in a chain,
 * each for its own kind of credentials (capabilities.auth). The host calls it for requests, on many threads at the same time. An
 * auth plugin usually also provides routes for its login page, and needs portico.users/1. get_capability returns the table.
 * `self` is the pointer that the plugin's create returned.
 * In a chain, the host asks every plugin. If none finds credentials, the sender is anonymous. If exactly one does, its answer
 * counts. If two do, whatever they say about them, the sender is denied; so it is if any of them fails. A plugin must therefore
 * return PORTICO_NOT_FOUND for credentials of another kind, which it recognizes by their form alone.
 *
 * Example, identify for a site with one visitor and one secret:
 *
 *     static portico_status identify(void* self, portico_exchange* x, const portico_identity* who, portico_error* why) {
 *         const portico_str none = {NULL, 0};
 *         portico_user owner = {sizeof(portico_user), 0, PORTICO_STR("1"), PORTICO_STR("owner"), none, 0, 0, 0,
 *                               PORTICO_STR("key"), none, 0};
 *         portico_str key;
 *         (void)self, (void)why;
 *         if (x->header(x, PORTICO_STR("X-Key"), 0, &key) != PORTICO_OK) return PORTICO_NOT_FOUND; // anonymous
 *         if (key.len != 6 || key.ptr[0] != 's') return PORTICO_DENIED; // a real plugin compares in constant time
 *         return who->take(who->ctx, &owner, none);
 *     }
 */
#ifndef PORTICO_ABI_AUTH_H
#define PORTICO_ABI_AUTH_H

/* Formatted by hand. */
/* clang-format off */

#include <portico/abi/exchange.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PORTICO_AUTH "portico.auth/1"

typedef struct portico_identity {
    void* ctx;
    /* identify calls this once if it then returns PORTICO_OK, otherwise not at all. `session` may be empty. The host
     * copies both.                                                                                                    */
    portico_status (*take)(void* ctx, const portico_user* user, portico_str session);
} portico_identity;

typedef struct portico_auth {
    uint32_t size;
    uint32_t reserved;

    /* Identify the sender. PORTICO_OK requires that the user is enabled, the session is alive, and both have the same revision.
     * The result of this check may be cached for at most one second.                                        [request]
     *   PORTICO_OK           who->take was called
     *   PORTICO_NOT_FOUND    the request has no credentials and is anonymous
     *   PORTICO_DENIED       the credentials are invalid: the request is anonymous; `challenge` may mention the reason
     *   anything else        guarded routes answer 503
     * On a guarded route, a body larger than limits.buffered_body has not been read yet: `form` finds nothing.
     * May add headers (a renewed cookie); must not answer the request. For a long request, the host calls this again: after a
     * slow body, and every few seconds while a handler reads or answers in pieces. It ignores headers added by these calls. */
    portico_status (*identify)(void* self, portico_exchange* x, const portico_identity* who, portico_error* why);

    /* Ask the client to log in: a redirect for browsers (PORTICO_EXCHANGE_NAVIGATION), 401 for programs. In a chain, the first
     * plugin with a login path answers, or the first if none has one; from the others the host takes WWW-Authenticate, if the
     * answer is a 401.                                                                                      [request] */
    portico_status (*challenge)(void* self, portico_exchange* x, portico_error* why);

    /* The paths on this site for logging in and out, or empty if there are none. The host appends "?next=<target>" to the login
     * path; pages send a POST to the logout path. Valid until destroy. In a chain, the login path is the first one, and the
     * logout path that of the plugin that identified the sender.                                                [any] */
    portico_str (*login_path)(void* self);
    portico_str (*logout_path)(void* self);
} portico_auth;

#ifdef __cplusplus
}
#endif
#endif
