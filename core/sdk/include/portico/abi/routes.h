/* SPDX-License-Identifier: Apache-2.0
 *
 * "portico.routes/1": serves paths. Any number of plugins may provide it. The host asks for the routes once, after start, and
 * then calls their handlers on many threads at the same time; it has already checked the guard and the origin of the request.
 * get_capability returns the table. `self` is the pointer that the plugin's create returned.
 *
 * Example:
 *
 *     static portico_status hello(void* self, const portico_route* route, portico_exchange* x, portico_error* why) {
 *         (void)self, (void)route, (void)why;
 *         return x->write(x, PORTICO_STR("Hello!"));
 *     }
 *     static const portico_route* route(void* self, size_t index) {
 *         static const portico_route only = {
 *             sizeof(portico_route), 0, PORTICO_STR_INIT("GET"), PORTICO_STR_INIT("/hello"), PORTICO_STR_INIT("public"),
 *             PORTICO_STR_INIT("Greets."), NULL, hello, 0};
 *         (void)self;
 *         return index == 0 ? &only : NULL;
 *     }
 *     static const portico_routes table = {sizeof(portico_routes), 0, route};
 */
#ifndef PORTICO_ABI_ROUTES_H
#define PORTICO_ABI_ROUTES_H

/* Formatted by hand. */
/* clang-format off */

#include <portico/abi/exchange.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PORTICO_ROUTES "portico.routes/1"

#define PORTICO_ROUTE_ANY_ORIGIN 1u /* accepts unsafe requests from foreign sites, which the host otherwise answers with 403.
                                       Without PORTICO_EXCHANGE_OWN_FORM, such a request is anonymous even if the browser added
                                       a cookie or a remembered password; only a bearer token identifies its sender. If the
                                       guard requires a user, the host then answers 403                              */
#define PORTICO_ROUTE_TAKES_PIECES 2u /* the handler reads the body, with read_body or next_part, up to limits.upload instead of
                                       limits.body. The host does not parse the body: `body` is empty, `form` finds nothing, and
                                       a CSRF token in the body is ignored. The same-origin check uses only Sec-Fetch-Site,
                                       Origin and the header X-CSRF-Token; a request with a cookie but without any of these
                                       is answered with 403                                                          */
typedef struct portico_route {
    uint32_t size;
    uint32_t flags;      /* PORTICO_ROUTE_... */
    portico_str method;  /* "GET", which also serves HEAD, or any other token of at most 32 bytes, such as "PUT" or "PROPFIND",
                            except TRACE and CONNECT. All but GET, HEAD and OPTIONS count as unsafe. The host answers OPTIONS
                            where no route has it                                                                 */
    portico_str path;    /* "/books", "/books/{id}" (one segment), "/files/{path*}" (the rest, at the end only)        */
    portico_str guard;   /* "public", "user" (any logged-in user), "role:NAME"; the host enforces it; unknown guards deny */
    portico_str summary; /* one sentence for `portico routes` */
    void* ctx;           /* for the plugin; the host does not use it */

    /* Answer the request. An error replaces the answer with a 500 (PORTICO_UNAVAILABLE: 503, PORTICO_NOT_FOUND: 404); `why`
     * goes to the log.                                                                                      [request] */
    portico_status (*handle)(void* self, const struct portico_route* route, portico_exchange* x, portico_error* why);

    /* Maximum size of a body on this route, in bytes; a longer one is answered with 413. limits.body, or limits.upload with
     * PORTICO_ROUTE_TAKES_PIECES, applies in any case. 0: no further limit. */
    uint64_t body_limit;
} portico_route;

typedef struct portico_routes {
    uint32_t size;
    uint32_t reserved;
    /* Route number `index`, from 0, or NULL after the last. Valid until destroy. Called once, after start.  [control] */
    const portico_route* (*route)(void* self, size_t index);
} portico_routes;

#ifdef __cplusplus
}
#endif
#endif
