/* SPDX-License-Identifier: Apache-2.0
 *
 * "portico.filter/1": sees requests and answers of the whole site, whatever their route. Any number of providers; the host uses
 * those that capabilities.filters lists, in that order. A listed filter that cannot run closes the site (503).
 * `self` is the pointer that the plugin's create returned. The host calls the table on many threads at the same time.
 *
 * The phases, each an optional function; one that is NULL costs nothing:
 *   request   the request is valid; route, identity and body are unknown     may rewrite the path, answer, or pass
 *   admitted  the guard has admitted the sender; the handler has not run      may answer, or pass
 *   head      the answer's head is about to leave                             may change status and headers
 *   end       the answer has ended                                            may take note of it
 * `head` runs in reverse order, so that the filter listed first has the last word; the others in order. After a filter has
 * answered, the same phase does not reach the filters behind it, but `head` and `end` of all filters still see the answer.
 * A request that the host refuses as malformed, and "OPTIONS *", reach only `end`.
 *
 * A filter never widens access: the guard follows `request` and decides about the rewritten path; pages.guards of the path as sent
 * apply, too. A filter cannot set the identity. What it must not change in a head is listed at portico_head.
 * A filter that returns an error fails the request: 503 for PORTICO_UNAVAILABLE, otherwise 500; the log names it.
 *
 * Example, a filter that serves an old address and closes the site to one client:
 *
 *     static portico_status request(void* self, portico_exchange* x, portico_rewrite* rewrite, portico_error* why) {
 *         const portico_str closed = PORTICO_STR("192.0.2.7");
 *         (void)self, (void)why;
 *         if (x->peer.len == closed.len && x->peer.ptr[8] == closed.ptr[8]) {
 *             const portico_status status = x->fail(x, 403, PORTICO_STR("this client is not welcome"));
 *             return status == PORTICO_OK ? PORTICO_FILTER_ANSWERED : status;
 *         }
 *         if (x->path.len == 4 && x->path.ptr[1] == 'o') return rewrite->to(rewrite, PORTICO_STR("/new"));
 *         return PORTICO_OK;
 *     }
 *     static const portico_filter filter = {sizeof(portico_filter), 0, request, NULL, NULL, NULL};
 */
#ifndef PORTICO_ABI_FILTER_H
#define PORTICO_ABI_FILTER_H

/* Formatted by hand. */
/* clang-format off */

#include <portico/abi/exchange.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PORTICO_FILTER "portico.filter/1"

/* Returned by `request` and `admitted`: the filter has answered, and neither a further filter of the phase nor a handler runs. */
#define PORTICO_FILTER_ANSWERED 1

/* The path of a request that has no route yet. Valid until `request` returns.                                              */
typedef struct portico_rewrite {
    uint32_t size;
    uint32_t reserved;
    void* ctx;

    /* Serve another path of this site: "/books/7", or "/books?id=7" with another query; without "?", the query stays. The target is
     * percent-encoded, without `base`, and follows the rules for a target in a request: at most limits.uri bytes, no "//",
     * no encoded slash, not above the root. Anything else is PORTICO_INVALID and changes nothing. Afterwards `path` and `query` of
     * the exchange are the new ones, and a path read before is no longer valid; `target`, to which a login returns, remains as
     * sent. The last call decides.                                                                         [exchange] */
    portico_status (*to)(struct portico_rewrite* rewrite, portico_str target);
} portico_rewrite;

/* The head of an answer. Valid until `head` returns.
 * The functions that change it return PORTICO_INVALID, without a change, for what must not be sent, as in exchange.h, and
 * PORTICO_DENIED for what a filter must not change:
 *   - fields that belong to the host: Strict-Transport-Security, X-Content-Type-Options
 *   - fields that describe the bytes of the body: Content-Encoding, Content-Range
 *   - Set-Cookie, Vary, WWW-Authenticate: a filter may add to them, but neither set nor remove them
 *   - Cache-Control, every other name that ends in -Cache-Control, Surrogate-Control, X-Accel-Expires, Edge-Control and Expires of
 *     an answer to a known user, of one on a guarded path, of an error, of one that sets a cookie and of one whose Cache-Control
 *     has "no-store" or "private": only values with one of these two are accepted, and they cannot be removed
 * The other security headers that the host adds (Content-Security-Policy and so on) may get another value, but not an empty one
 * and not a second one. Only a Content-Security-Policy can be added: browsers enforce it together with that of the host.
 * A removed one gets the host's default.                                                                                   */
typedef struct portico_head {
    uint32_t size;
    int32_t status;
    void* ctx;

    /* Headers set by the handler and by filters so far, without those that the host adds to every answer: by name, and all of
     * them. Like header and header_at of the exchange. A text is valid until the next change of the head.  [exchange] */
    portico_status (*header)(const struct portico_head* head, portico_str name, size_t index, portico_str* value);
    portico_status (*header_at)(const struct portico_head* head, size_t index, portico_str* name, portico_str* value);

    /* From 200 to 599. The body remains; with 204, 205 and 304 it is not sent. The log keeps a refusal.     [exchange] */
    portico_status (*set_status)(struct portico_head* head, int32_t status);
    portico_status (*set_header)(struct portico_head* head, portico_str name, portico_str value); /* replaces */
    portico_status (*add_header)(struct portico_head* head, portico_str name, portico_str value); /* appends  */
    portico_status (*remove_header)(struct portico_head* head, portico_str name); /* PORTICO_NOT_FOUND if there is none */
} portico_head;

/* What became of a request. Valid until `end` returns. Texts are as sent by the client: escape them in a log.               */
typedef struct portico_request_end {
    uint32_t size;
    int32_t status;         /* of the answer                                                                         */
    int64_t began;          /* milliseconds since 1970-01-01 UTC                                                     */
    uint64_t nanoseconds;   /* from the complete head of the request to the end of the answer                        */
    uint64_t bytes;         /* of the body that were sent                                                            */
    portico_str method;
    portico_str target;     /* with the query, which may contain a secret                                            */
    portico_str peer;
    portico_str user;       /* the name of the sender, or empty                                                      */
    portico_str request_id;
    portico_str trace_id;   /* or empty                                                                              */
    portico_str cut;        /* why the answer was not sent completely, in words; or empty                            */
} portico_request_end;

typedef struct portico_filter {
    uint32_t size;
    uint32_t reserved;

    /* PORTICO_OK: pass on. PORTICO_FILTER_ANSWERED: answered. After PORTICO_OK, headers that were added remain, but a status, a
     * body, a page or a failure is an error of the filter. `user` and `session` are empty, form and parameter find nothing, and
     * `body` is there only if it is not larger than limits.buffered_body. The functions for streaming return PORTICO_INVALID.
     *                                                                                                       [request] */
    portico_status (*request)(void* self, portico_exchange* x, portico_rewrite* rewrite, portico_error* why);

    /* The same, for a request with a route whose guard has admitted the sender; `user` is NULL for an anonymous one. Not called
     * for assets.                                                                                           [request] */
    portico_status (*admitted)(void* self, portico_exchange* x, portico_error* why);

    /* In `x`, the functions that change the answer return PORTICO_INVALID. Called once for each answer, before it is compressed; for
     * a streamed one, before its first piece.                                                               [request] */
    portico_status (*head)(void* self, portico_exchange* x, portico_head* head, portico_error* why);

    /* Called once for each request. Must not block: the thread may be one that sends the answers of other clients. [request] */
    void (*end)(void* self, const portico_request_end* end);
} portico_filter;

#ifdef __cplusplus
}
#endif
#endif
