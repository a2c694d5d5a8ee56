/* SPDX-License-Identifier: Apache-2.0
 *
 * The exchange: one request and its answer. The host passes it to a route's handler, to auth's identify and challenge, and to filters, which
 * call its functions. It belongs to one request and one thread: use it only on the thread that received it, and only until the
 * call that passed it returns. The strings that it returns are valid until then.
 * All input is parsed strictly and decoded exactly once. Repeated headers and cookies are not merged.
 *
 * Example, a handler that greets by name:
 *
 *     static portico_status greet(portico_exchange* x) {
 *         portico_str name = PORTICO_STR("stranger");
 *         x->query(x, PORTICO_STR("name"), 0, &name); // unchanged if there is none
 *         x->set_header(x, PORTICO_STR("Content-Type"), PORTICO_STR("text/plain; charset=utf-8"));
 *         if (x->user != NULL) name = x->user->name;
 *         if (name.len > 100) return x->fail(x, 422, PORTICO_STR("a name of more than 100 bytes"));
 *         x->write(x, PORTICO_STR("Hello, "));
 *         return x->write(x, name);
 *     }
 */
#ifndef PORTICO_ABI_EXCHANGE_H
#define PORTICO_ABI_EXCHANGE_H

/* Formatted by hand. */
/* clang-format off */

#include <portico/abi/user.h>
#include <portico/abi/value.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PORTICO_EXCHANGE_SECURE 1u     /* came over TLS: to the host, or to a proxy according to that proxy or to
                                          server.public_url. Cookies get Secure                                      */
#define PORTICO_EXCHANGE_LOOPBACK 2u   /* the client is known to be on this machine: connected directly, or named by a
                                          trusted proxy on this machine                                              */
#define PORTICO_EXCHANGE_NAVIGATION 4u /* a browser requests a page; otherwise a program sent the request               */
#define PORTICO_EXCHANGE_OWN_FORM 8u   /* not sent by another site, according to Sec-Fetch-Site, Origin or the CSRF
                                          token; or not sent by a browser                                            */
#define PORTICO_EXCHANGE_FOREIGN 16u   /* sent by another site, according to the browser. If neither flag is set, an old
                                          browser sent no such header and the request has no valid CSRF token        */

/* The pre-session cookie. The host sets it for an anonymous visitor together with a page that contains `csrf_token`. The token is
 * valid only in that browser. Over TLS its name is prefixed with "__Host-". It identifies nobody. */
#define PORTICO_FORM_COOKIE "portico_form"

/* One part of a multipart/form-data body. The caller sets `size`; the host fills in the rest. */
#define PORTICO_PART_FILE 1u /* a file field, even if no file was chosen and `filename` is empty                    */
typedef struct portico_part {
    uint32_t size;
    uint32_t flags;           /* PORTICO_PART_...                                                                    */
    portico_str name;         /* of the field                                                                        */
    portico_str filename;     /* as sent, possibly a path; filename* is decoded. For display only: never open it     */
    portico_str content_type; /* as sent and not verified; empty if absent                                           */
} portico_part;

/* The connection on which a request came. The caller sets `size`; the host fills in the rest. The TLS fields are empty if the
 * client did not speak TLS to this server: then a proxy may have done so (PORTICO_EXCHANGE_SECURE). */
typedef struct portico_connection {
    uint32_t size;
    uint32_t port;                   /* of `peer`; 0 if unknown: a Unix socket, or a proxy without the PROXY protocol    */
    portico_str tls_version;         /* "TLSv1.3", "TLSv1.2"                                                            */
    portico_str tls_cipher;          /* the name registered with IANA: "TLS_AES_128_GCM_SHA256"                         */
    portico_str certificate;         /* the client's, as DER; only with tls.client_ca, which verified it; often empty   */
    portico_str certificate_subject; /* its subject as in RFC 4514: "CN=ada,O=Example"; the host draws no conclusion    */
} portico_connection;

typedef struct portico_exchange {
    uint32_t size;
    uint32_t flags; /* PORTICO_EXCHANGE_... */
    void* ctx;
    portico_str method;       /* "GET", "HEAD", "POST", or any other that the route declares. Answer HEAD like GET: the
                                 host drops the body                                                                   */
    portico_str path;         /* canonical, decoded                                                                    */
    portico_str target;       /* path and query as sent, without `base`: where to return to after a login              */
    portico_str peer;         /* the client's address, without a port; "unix" for a Unix socket; "unknown" behind a
                                 trusted proxy that does not name it                                                   */
    portico_str request_id;
    portico_str body;         /* the complete body, at most limits.body; empty with PORTICO_ROUTE_TAKES_PIECES         */
    const portico_user* user; /* the sender; NULL if the sender is anonymous, and in auth's identify                   */
    portico_str session;      /* the session id, or empty                                                              */

    /* Get the value at `index`, counted from 0, among the values with this name. PORTICO_OK or PORTICO_NOT_FOUND.
     * header: names are case-insensitive; the value has the bytes that were sent, without the whitespace around them, and may
     * not be UTF-8. form: an application/x-www-form-urlencoded body; parameter: {name} in the path of the route.
     *                                                                                                      [exchange] */
    portico_status (*header)(const struct portico_exchange* x, portico_str name, size_t index, portico_str* value);
    portico_status (*cookie)(const struct portico_exchange* x, portico_str name, size_t index, portico_str* value);
    portico_status (*query)(const struct portico_exchange* x, portico_str name, size_t index, portico_str* value);
    portico_status (*form)(const struct portico_exchange* x, portico_str name, size_t index, portico_str* value);
    portico_status (*parameter)(const struct portico_exchange* x, portico_str name, portico_str* value);

    /* The answer. The last call of set_status, render or fail decides; without such a call, the answer is 200 with the bytes
     * written. For input that must not be sent (CR, LF, invalid names), all return PORTICO_INVALID and change nothing.
     *                                                                                                      [exchange] */
    portico_status (*set_status)(struct portico_exchange* x, int32_t status);
    portico_status (*set_header)(struct portico_exchange* x, portico_str name, portico_str value); /* replaces */
    portico_status (*add_header)(struct portico_exchange* x, portico_str name, portico_str value); /* appends  */
    portico_status (*write)(struct portico_exchange* x, portico_str bytes);                        /* body     */

    /* Answer with page `page` ("login") rendered with `data`, a PORTICO_MAP, which the call copies. The host adds user, request,
     * csrf_token, site, login_url and logout_url. The page is rendered after the handler has returned.     [exchange] */
    portico_status (*render)(struct portico_exchange* x, portico_str page, const portico_value* data);

    /* Answer 303 to a path on this site, with exactly one leading slash. For anything else, return PORTICO_INVALID and set no
     * answer. A path that a client supplied may be refused in this way: redirect to "/" instead.           [exchange] */
    portico_status (*redirect)(struct portico_exchange* x, portico_str path);

    /* Answer with the error page (browsers) or problem details (programs) for `status`. `reason` is for the log;
     * clients see it only in development mode.                                                             [exchange] */
    portico_status (*fail)(struct portico_exchange* x, int32_t status, portico_str reason);

    /* Ask an anonymous client to log in, with auth's `challenge`, as on a guarded route.                   [exchange] */
    portico_status (*challenge)(struct portico_exchange* x);

    /* Streaming: only for handlers of routes. In auth's functions, all but client_gone return PORTICO_INVALID.
     * Each such request occupies one of the server's threads while it lasts. limits.streams therefore bounds how many requests
     * stream their answer or pause, and limits.slow_bodies how many read bodies that have not arrived completely.
     * The host identifies the user of such a request again every few seconds. If the result is a different user, name or set of
     * roles, or none, these functions return PORTICO_UNAVAILABLE from then on, and client_gone returns 1. The host then cuts off
     * a streamed answer. It replaces any other answer with the refusal that the request would receive now (for example 401), or
     * with 503 if the guard still admits the request. */

    /* Send status, headers and the bytes written so far, and wait until the connection has accepted them. Unless the handler sets
     * Cache-Control or X-Accel-Buffering, the host sets them so that proxies neither store nor buffer the answer. Each further
     * flush sends the bytes written since the previous one; the rest is sent when the handler returns. After the first flush,
     * set_status, set_header, add_header, render, redirect, fail and challenge return PORTICO_INVALID. If the handler fails, the
     * answer is truncated in a way that the client can detect.
     *   PORTICO_OK           sent
     *   PORTICO_INVALID      render or fail has been called: the answer is already decided
     *   PORTICO_UNAVAILABLE  first flush: limits.streams is reached. Nothing was sent, and the handler may still give another
     *                        answer. If it returns this error, the answer is 503, or 429 if the client's network already
     *                        holds its share of the streams.
     *                        any flush: the client is gone or too slow.
     *                        every flush after the first, for HEAD: the client wants only the head.         [exchange] */
    portico_status (*flush)(struct portico_exchange* x);

    /* 1: no client receives the rest of the answer. The client has closed its side or has everything it asked for (HEAD), or the
     * server is stopping and no longer waits. 0: continue.                                                 [exchange] */
    int32_t (*client_gone)(const struct portico_exchange* x);

    /* Wait for this time, then return PORTICO_OK. Return PORTICO_UNAVAILABLE, after which the handler must finish its answer: at
     * once if limits.streams is reached; otherwise as soon as client_gone would return 1, the server begins to stop, or a reload
     * replaces the plugin. During a pause after the first flush of a text/event-stream, the host sends a comment line whenever
     * nothing has been sent for limits.stream_silence and the last line is complete.                       [exchange] */
    portico_status (*pause)(struct portico_exchange* x, uint32_t milliseconds);

    /* Read the next bytes of the body, at most `size` (not 0), into `buffer`. PORTICO_OK, and in `got` their number, 0 at the
     * end. With PORTICO_ROUTE_TAKES_PIECES they come from the client, up to limits.upload; otherwise from `body`. Any other
     * status: the body is malformed, too long or too slow, or limits.slow_bodies is reached. The host then answers 400, 413, 408,
     * 503 or 429, whatever the handler does.                                                               [exchange] */
    portico_status (*read_body)(struct portico_exchange* x, char* buffer, size_t size, size_t* got);

    /* Advance to the next part of a multipart/form-data body, on any route; the unread rest of the previous part is skipped.
     * `part` is borrowed until the next call. A body may have at most limits.form_fields parts. Use next_part or read_body, not
     * both.
     *   PORTICO_OK           `part` describes the next part
     *   PORTICO_NOT_FOUND    there are no more parts, and the body was complete
     *   PORTICO_UNSUPPORTED  the body is not multipart/form-data; if the handler returns this error, the answer is 415
     *   anything else        as for read_body                                                              [exchange] */
    portico_status (*next_part)(struct portico_exchange* x, portico_part* part);

    /* Read the next bytes of the part's content, like read_body.                                           [exchange] */
    portico_status (*read_part)(struct portico_exchange* x, char* buffer, size_t size, size_t* got);

    /* The base path, which precedes every path of the site in public URLs: "/app" if server.public_url is
     * "https://example.org/app", otherwise empty. `path`, `target` and routes do not contain it. The host adds it to the path of
     * redirect and of a Location header; a handler that writes a URL into a body adds it itself.                            */
    portico_str base;

    /* Enumerate: get name and value number `index`, counted from 0, in the order received. PORTICO_OK, or PORTICO_NOT_FOUND after
     * the last. Names are as sent, in any case; values as for header, cookie, query and form. cookie_at counts through all Cookie
     * headers.                                                                                              [exchange] */
    portico_status (*header_at)(const struct portico_exchange* x, size_t index, portico_str* name, portico_str* value);
    portico_status (*cookie_at)(const struct portico_exchange* x, size_t index, portico_str* name, portico_str* value);
    portico_status (*query_at)(const struct portico_exchange* x, size_t index, portico_str* name, portico_str* value);
    portico_status (*form_at)(const struct portico_exchange* x, size_t index, portico_str* name, portico_str* value);

    /* The same for the trailer of a chunked body, within the limits of a header. PORTICO_NOT_FOUND until the body has been read to
     * its end: on a route with PORTICO_ROUTE_TAKES_PIECES, by the handler. The trailer never changes the header. The host drops
     * fields that only a header may contain (RFC 9110 section 6.5.1): framing, routing, credentials, conditions and others.
     *                                                                                                      [exchange] */
    portico_status (*trailer_at)(const struct portico_exchange* x, size_t index, portico_str* name, portico_str* value);

    /* Fill in `connection`. PORTICO_INVALID if its `size` is too small.                                     [exchange] */
    portico_status (*connection)(const struct portico_exchange* x, portico_connection* connection);

    /* After fail: a sentence for the client about the failure, UTF-8, at most 1000 bytes. It becomes `detail` of the error page
     * or of the problem details, and the call copies it. PORTICO_INVALID without a failure, for more bytes, for what is not
     * UTF-8 and for control characters.                                                                    [exchange] */
    portico_status (*set_detail)(struct portico_exchange* x, portico_str detail);
} portico_exchange;

#ifdef __cplusplus
}
#endif
#endif
