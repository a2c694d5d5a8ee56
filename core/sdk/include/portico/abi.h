/* SPDX-License-Identifier: Apache-2.0
 *
 * The Portico plugin ABI, major version 1: the complete contract between the host and a plugin, and its manual. C11 and C++17.
 * C++ plugins include <portico/plugin.hpp> instead, which wraps all of this.
 *
 *   1  General rules                   5  The exchange: request and answer
 *   2  Versions, status, strings       6  The host's table
 *   3  Values (data for pages)         7  Capabilities: routes auth users sessions pages backup
 *   4  Users and sessions as data      8  The plugin: manifest and entry
 *
 * ---- 1  General rules -----------------------------------------------------------------------------------------------
 *
 * Growth    A struct whose first member is `size` may grow at its end, in whole 8-byte words, in a later minor version.
 *           `size` is sizeof(struct) as compiled by the side that fills it in. Before you read a member of a struct from the
 *           other side, test it with PORTICO_HAS (functions) or PORTICO_HAS_FIELD (data). Structs without `size` never change.
 *           Any other change gets a new capability id ("portico.users/2"). `reserved` is 0. There is no hidden padding.
 * Threads   Every function has a thread tag.
 *           [control]  one thread at a time: create, start, stop, destroy. May take seconds.
 *           [request]  many threads at the same time, between start and stop. May block, which delays only its own request.
 *           [any]      any thread at any time, from the beginning of create to the end of destroy.
 * Memory    The side that allocates memory also frees it. Arguments are borrowed: they are valid until the call returns, unless
 *           a comment says otherwise. Results go to a sink or a struct of the caller. Nothing is freed across the ABI boundary.
 * Strings   portico_str: pointer and length, UTF-8, not NUL-terminated. {NULL, 0} is the empty string. Ids of type
 *           `const char*` are NUL-terminated.
 * Errors    Functions return a portico_status; errors are negative. `why` may be NULL; otherwise the callee may write a
 *           sentence for the log and the administrator into it. No client sees the sentence, except in development mode.
 * Never     throw or longjmp across the ABI boundary, call exit or abort, change signal handlers, locale, umask, environment or
 *           working directory, write to stdout or stderr, or leave a thread running after `stop`.
 * Failures  Every failure in auth, users or sessions denies access, and so does an unknown guard. An error never grants access.
 */
#ifndef PORTICO_ABI_H
#define PORTICO_ABI_H

/* Formatted by hand. */
/* clang-format off */

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- 2  Versions, status, strings ---------------------------------------------------------------------------------- */

/* The host loads a plugin if the major versions are equal and the plugin's minor version is not newer than the host's. */
#define PORTICO_ABI_MAJOR 1
#define PORTICO_ABI_MINOR 0

/* True if the struct at `table` is large enough to contain the pointer `member`, and the pointer is not NULL. */
#define PORTICO_HAS(table, type, member) \
    (PORTICO_HAS_FIELD(table, type, member) && (table)->member != 0)

/* True if the struct at `table` is large enough to contain `member`, of any type and value. */
#define PORTICO_HAS_FIELD(table, type, member) ((table)->size >= offsetof(type, member) + sizeof((table)->member))

typedef int32_t portico_status;
#define PORTICO_OK 0            /* success; for a question: yes                                                    */
#define PORTICO_DENIED (-1)     /* no: wrong password, invalid token; callers must not reveal which               */
#define PORTICO_NOT_FOUND (-2)  /* does not exist                                                                 */
#define PORTICO_EXISTS (-3)     /* already exists                                                                 */
#define PORTICO_INVALID (-4)    /* the input is not acceptable; `why` says what is wrong with it                  */
#define PORTICO_UNAVAILABLE (-5) /* temporarily unavailable: store down, pool full; the host answers 503 (429: see flush) */
#define PORTICO_UNSUPPORTED (-6) /* not supported by this provider (read-only store); `why` says what to do       */
#define PORTICO_FAILED (-7)     /* any other error; the host answers 500                                          */
#define PORTICO_CONFLICT (-8)   /* changed by another writer since it was read: read it again                     */

typedef struct portico_str {
    const char* ptr;
    size_t len;
} portico_str;

/* PORTICO_STR("literal"): a portico_str of a string literal. */
#ifdef __cplusplus
#define PORTICO_STR(literal) (portico_str{"" literal, sizeof(literal) - 1})
#else
#define PORTICO_STR(literal) ((portico_str){"" literal, sizeof(literal) - 1})
#endif

/* PORTICO_STR_INIT("literal"): the same as an initializer, for static const tables in C. */
#define PORTICO_STR_INIT(literal) {"" literal, sizeof(literal) - 1}

/* Owned by the caller. The callee writes at most sizeof(message) - 1 bytes, followed by a NUL. */
typedef struct portico_error {
    uint32_t size;
    uint32_t reserved;
    char message[496];
} portico_error;

/* The callee writes its output to a sink. If write returns an error, the callee stops and returns that error. */
typedef struct portico_sink {
    void* ctx;
    portico_status (*write)(void* ctx, portico_str bytes);
} portico_sink;

/* ---- 3  Values (data for pages) -------------------------------------------------------------------------------------
 * A tree without cycles, built by the caller, read by the callee, and borrowed. These structs have no `size` and never change.
 * In C, use initializers:
 *     portico_member data[] = {{PORTICO_STR("name"), {PORTICO_TEXT, 0, {.text = PORTICO_STR("Ada")}}}};
 */
#define PORTICO_NONE 0u
#define PORTICO_BOOLEAN 1u /* as.integer is 0 or 1                              */
#define PORTICO_INTEGER 2u /* as.integer                                        */
#define PORTICO_REAL 3u    /* as.real, finite                                   */
#define PORTICO_TEXT 4u    /* as.text; the page escapes it                      */
#define PORTICO_LIST 5u    /* as.list                                           */
#define PORTICO_MAP 6u     /* as.map; keys are unique; order is preserved       */

struct portico_value;
struct portico_member;

typedef struct portico_list {
    const struct portico_value* items;
    size_t count;
} portico_list;

typedef struct portico_map {
    const struct portico_member* members;
    size_t count;
} portico_map;

typedef struct portico_value {
    uint32_t type; /* PORTICO_NONE ... PORTICO_MAP; readers treat unknown types as PORTICO_NONE */
    uint32_t reserved;
    union {
        int64_t integer;
        double real;
        portico_str text;
        portico_list list;
        portico_map map;
    } as;
} portico_value;

typedef struct portico_member {
    portico_str key;
    portico_value value;
} portico_member;

/* ---- 4  Users and sessions as data ---------------------------------------------------------------------------------- */

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
} portico_user;

/* take copies what it needs and returns PORTICO_OK to continue the list, or anything else to stop it. */
typedef struct portico_user_sink {
    void* ctx;
    portico_status (*take)(void* ctx, const portico_user* user);
} portico_user_sink;

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

/* ---- 5  The exchange: one request and its answer --------------------------------------------------------------------
 * An exchange belongs to one request and one thread: call its functions only on the thread that received it, and only until
 * the call that passed it returns. The strings that it returns are valid until then.
 * All input is parsed strictly and decoded exactly once. Repeated headers and cookies are not merged. */
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
     *                                                                                                       [request] */
    portico_status (*header)(const struct portico_exchange* x, portico_str name, size_t index, portico_str* value);
    portico_status (*cookie)(const struct portico_exchange* x, portico_str name, size_t index, portico_str* value);
    portico_status (*query)(const struct portico_exchange* x, portico_str name, size_t index, portico_str* value);
    portico_status (*form)(const struct portico_exchange* x, portico_str name, size_t index, portico_str* value);
    portico_status (*parameter)(const struct portico_exchange* x, portico_str name, portico_str* value);

    /* The answer. The last call of set_status, render or fail decides; without such a call, the answer is 200 with the bytes
     * written. For input that must not be sent (CR, LF, invalid names), all return PORTICO_INVALID and change nothing.
     *                                                                                                       [request] */
    portico_status (*set_status)(struct portico_exchange* x, int32_t status);
    portico_status (*set_header)(struct portico_exchange* x, portico_str name, portico_str value); /* replaces */
    portico_status (*add_header)(struct portico_exchange* x, portico_str name, portico_str value); /* appends  */
    portico_status (*write)(struct portico_exchange* x, portico_str bytes);                        /* body     */

    /* Answer with page `page` ("login") rendered with `data`, a PORTICO_MAP, which the call copies. The host adds user, request,
     * csrf_token, site, login_url and logout_url. The page is rendered after the handler has returned.      [request] */
    portico_status (*render)(struct portico_exchange* x, portico_str page, const portico_value* data);

    /* Answer 303 to a path on this site, with exactly one leading slash. For anything else, return PORTICO_INVALID and set no
     * answer. A path that a client supplied may be refused in this way: redirect to "/" instead.            [request] */
    portico_status (*redirect)(struct portico_exchange* x, portico_str path);

    /* Answer with the error page (browsers) or problem details (programs) for `status`. `reason` is for the log;
     * clients see it only in development mode.                                                              [request] */
    portico_status (*fail)(struct portico_exchange* x, int32_t status, portico_str reason);

    /* Ask an anonymous client to log in, with auth's `challenge`, as on a guarded route.                    [request] */
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
     *                        every flush after the first, for HEAD: the client wants only the head.          [request] */
    portico_status (*flush)(struct portico_exchange* x);

    /* 1: no client receives the rest of the answer. The client has closed its side or has everything it asked for (HEAD), or the
     * server is stopping and no longer waits. 0: continue.                                                  [request] */
    int32_t (*client_gone)(const struct portico_exchange* x);

    /* Wait for this time, then return PORTICO_OK. Return PORTICO_UNAVAILABLE, after which the handler must finish its answer: at
     * once if limits.streams is reached; otherwise as soon as client_gone would return 1, the server begins to stop, or a reload
     * replaces the plugin. During a pause after the first flush of a text/event-stream, the host sends a comment line whenever
     * nothing has been sent for limits.stream_silence and the last line is complete.                        [request] */
    portico_status (*pause)(struct portico_exchange* x, uint32_t milliseconds);

    /* Read the next bytes of the body, at most `size` (not 0), into `buffer`. PORTICO_OK, and in `got` their number, 0 at the
     * end. With PORTICO_ROUTE_TAKES_PIECES they come from the client, up to limits.upload; otherwise from `body`. Any other
     * status: the body is malformed, too long or too slow, or limits.slow_bodies is reached. The host then answers 400, 413, 408,
     * 503 or 429, whatever the handler does.                                                                [request] */
    portico_status (*read_body)(struct portico_exchange* x, char* buffer, size_t size, size_t* got);

    /* Advance to the next part of a multipart/form-data body, on any route; the unread rest of the previous part is skipped.
     * `part` is borrowed until the next call. A body may have at most limits.form_fields parts. Use next_part or read_body, not
     * both.
     *   PORTICO_OK           `part` describes the next part
     *   PORTICO_NOT_FOUND    there are no more parts, and the body was complete
     *   PORTICO_UNSUPPORTED  the body is not multipart/form-data; if the handler returns this error, the answer is 415
     *   anything else        as for read_body                                                               [request] */
    portico_status (*next_part)(struct portico_exchange* x, portico_part* part);

    /* Read the next bytes of the part's content, like read_body.                                            [request] */
    portico_status (*read_part)(struct portico_exchange* x, char* buffer, size_t size, size_t* got);

    /* The base path, which precedes every path of the site in public URLs: "/app" if server.public_url is
     * "https://example.org/app", otherwise empty. `path`, `target` and routes do not contain it. The host adds it to the path of
     * redirect and of a Location header; a handler that writes a URL into a body adds it itself.                            */
    portico_str base;

    /* Enumerate: get name and value number `index`, counted from 0, in the order received. PORTICO_OK, or PORTICO_NOT_FOUND after
     * the last. Names are as sent, in any case; values as for header, cookie, query and form. cookie_at counts through all Cookie
     * headers.                                                                                              [request] */
    portico_status (*header_at)(const struct portico_exchange* x, size_t index, portico_str* name, portico_str* value);
    portico_status (*cookie_at)(const struct portico_exchange* x, size_t index, portico_str* name, portico_str* value);
    portico_status (*query_at)(const struct portico_exchange* x, size_t index, portico_str* name, portico_str* value);
    portico_status (*form_at)(const struct portico_exchange* x, size_t index, portico_str* name, portico_str* value);

    /* The same for the trailer of a chunked body, within the limits of a header. PORTICO_NOT_FOUND until the body has been read to
     * its end: on a route with PORTICO_ROUTE_TAKES_PIECES, by the handler. The trailer never changes the header. The host drops
     * fields that only a header may contain (RFC 9110 section 6.5.1): framing, routing, credentials, conditions and others.
     *                                                                                                       [request] */
    portico_status (*trailer_at)(const struct portico_exchange* x, size_t index, portico_str* name, portico_str* value);

    /* Fill in `connection`. PORTICO_INVALID if its `size` is too small.                                     [request] */
    portico_status (*connection)(const struct portico_exchange* x, portico_connection* connection);
} portico_exchange;

/* ---- 6  The host's table --------------------------------------------------------------------------------------------
 * Valid from the beginning of create to the end of destroy. */
#define PORTICO_LOG_DEBUG 0
#define PORTICO_LOG_INFO 1
#define PORTICO_LOG_WARNING 2
#define PORTICO_LOG_ERROR 3

/* A provider of a capability: its table and the `self` pointer to pass to the functions of the table. */
typedef struct portico_provider {
    const void* table;
    void* self;
} portico_provider;

typedef struct portico_host {
    uint32_t size;
    uint32_t abi_major;
    uint32_t abi_minor;
    uint32_t reserved;
    void* ctx;

    /* Write one line to the log, prefixed with the plugin's id.                                                 [any] */
    void (*log)(const struct portico_host* host, int32_t level, portico_str line);

    /* The value of a setting that the manifest declares, as text: an integer in decimal, a boolean as "true" or "false", a
     * size in bytes, a duration in seconds, a list with one entry per line. The text is valid as long as the host's table.
     * PORTICO_NOT_FOUND if the manifest declares no such setting.                                               [any] */
    portico_status (*setting)(const struct portico_host* host, portico_str name, portico_str* value);

    /* The provider of a capability that the manifest lists in `needs`. Valid from start to stop.
     * PORTICO_NOT_FOUND if the manifest does not list it.                                              [control: start] */
    portico_status (*capability)(const struct portico_host* host, const char* id, portico_provider* provider);

    /* The table of a host service (portico.host.passwords/1, portico.host.state/1), or NULL.                    [any] */
    const void* (*service)(const struct portico_host* host, const char* id);

    /* Milliseconds since 1970-01-01 UTC. Use this instead of the system clock: tests set it.                    [any] */
    int64_t (*now)(const struct portico_host* host);

    /* The absolute path of the folder for this plugin's data, which exists, with mode 0700. Restarts, upgrades and reloads keep
     * it.                                                                                                       [any] */
    portico_str (*state_directory)(const struct portico_host* host);

    /* Folders with pages, highest precedence first, one absolute path per line.                                 [any] */
    portico_str (*page_directories)(const struct portico_host* host);

    /* The guard of pages that declare none: "public", "user" or "role:NAME" (pages.default_access). A pages plugin must refuse a
     * page that includes a page with a different guard, declared or by default.                                 [any] */
    portico_str (*default_access)(const struct portico_host* host);
} portico_host;

/* "portico.host.passwords/1": hashes and verifies passwords for all plugins in one bounded pool, so that many logins at once do
 * not slow down pages. A password is 1 to 1024 bytes without NUL: anything else cannot be hashed (PORTICO_INVALID) and never
 * matches (PORTICO_DENIED). Passwords are hashed as UTF-8 in NFC; verify accepts the password as typed, in NFC or in NFD. Every
 * call takes tens of milliseconds or waits in a queue; PORTICO_UNAVAILABLE if the queue is full. The queue serves the networks of
 * clients in turn, and within each network its accounts in turn. The host knows both: the client from the request that the thread
 * serves, the account from the enclosing call of verify, set_secret or create in portico_users. */
#define PORTICO_PASSWORDS "portico.host.passwords/1"
typedef struct portico_passwords {
    uint32_t size;
    uint32_t reserved;
    void* ctx;

    /* Write a new hash (argon2id, PHC string) of the password to `out`.                                     [request] */
    portico_status (*hash)(void* ctx, portico_str password, const portico_sink* out, portico_error* why);

    /* Does the password match the hash? PORTICO_OK, PORTICO_DENIED (also for a malformed hash), PORTICO_UNAVAILABLE.
     * `upgrade` (may be NULL) is set to 1 if the password matches and a new hash would be better: store a new one. Otherwise it
     * is set to 0. It is also 0 if the old scheme ignores part of the password: that part may be mistyped, and a new hash would
     * make the typing error part of the password.
     * A NULL hash ({NULL, 0}) means "no such user" and is denied. Every denial takes as long as verifying `costliest`, the
     * costliest hash in the store (empty: a new hash), so that timing reveals neither whether a user exists nor which users
     * have old hashes.                                                                                      [request] */
    portico_status (*verify)(void* ctx, portico_str password, portico_str hash, portico_str costliest, uint32_t* upgrade,
                             portico_error* why);

    /* May this hash be imported? PORTICO_OK, or PORTICO_INVALID with the reason in `why`: unknown scheme, cost out of bounds.
     *                                                                                                           [any] */
    portico_status (*acceptable)(void* ctx, portico_str hash, portico_error* why);

    /* The cost of this hash, to find the costliest hash of a store: a number without a unit; 0 if malformed.    [any] */
    uint64_t (*cost)(void* ctx, portico_str hash);
} portico_passwords;

/* "portico.host.state/1": the TTL store, for data in memory that survives a reload: throttles, counters, sessions of an in-memory
 * store. Each plugin has its own entries, which exist until they expire or the server stops; the plugin's old and new generation
 * see the same entries. A key has 1 to 256 bytes, a value at most 64 KiB, a lifetime is 1 second to 400 days (PORTICO_INVALID
 * otherwise). state.memory bounds the store of each plugin: PORTICO_UNAVAILABLE if unexpired entries fill it. */
#define PORTICO_STATE "portico.host.state/1"
typedef struct portico_state_sink {
    void* ctx;
    /* Returns PORTICO_OK to continue the list, or anything else to stop it. May call the functions of portico_state. */
    portico_status (*take)(void* ctx, portico_str key, portico_str value);
} portico_state_sink;

typedef struct portico_state {
    uint32_t size;
    uint32_t reserved;
    void* ctx;

    /* Store the value for `seconds` from now, replacing any existing value.                                     [any] */
    portico_status (*put)(void* ctx, portico_str key, portico_str value, int64_t seconds);

    /* Like put, but only if the key does not exist; otherwise PORTICO_EXISTS and no change.                     [any] */
    portico_status (*add)(void* ctx, portico_str key, portico_str value, int64_t seconds);

    /* Like put, but only if the current value is `before`; otherwise PORTICO_NOT_FOUND and no change.           [any] */
    portico_status (*replace)(void* ctx, portico_str key, portico_str before, portico_str value, int64_t seconds);

    /* Write the value to `out`: PORTICO_OK after out->write, or PORTICO_NOT_FOUND.                              [any] */
    portico_status (*get)(void* ctx, portico_str key, const portico_sink* out);

    /* Delete the entry. PORTICO_OK also if the key does not exist.                                              [any] */
    portico_status (*remove)(void* ctx, portico_str key);

    /* Add `amount` to the counter at this key and return the sum. A counter starts at 0 and expires `seconds` after its first
     * use; later additions do not extend it. get and list return the sum in decimal. PORTICO_INVALID if the key holds another
     * kind of value or the sum would overflow.                                                                  [any] */
    portico_status (*count)(void* ctx, portico_str key, int64_t amount, int64_t seconds, int64_t* sum);

    /* All unexpired entries whose key begins with `prefix`, ordered by key.                                     [any] */
    portico_status (*list)(void* ctx, portico_str prefix, const portico_state_sink* out);
} portico_state;

/* ---- 7  Capabilities ------------------------------------------------------------------------------------------------
 * The tables that get_capability(id) returns. `self` is the pointer that the plugin's create returned. */

/* "portico.routes/1": serves paths. Any number of plugins may provide it. */
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

/* "portico.auth/1": identifies the sender of a request and lets anonymous visitors log in. One provider. */
#define PORTICO_AUTH "portico.auth/1"

typedef struct portico_identity {
    void* ctx;
    /* identify calls this at most once. `session` may be empty. The host copies both.                                 */
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

    /* Ask the client to log in: a redirect for browsers (PORTICO_EXCHANGE_NAVIGATION), 401 for programs.    [request] */
    portico_status (*challenge)(void* self, portico_exchange* x, portico_error* why);

    /* The paths on this site for logging in and out, or empty if there are none. The host appends "?next=<target>" to the login
     * path; pages send a POST to the logout path. Valid until destroy.                                          [any] */
    portico_str (*login_path)(void* self);
    portico_str (*logout_path)(void* self);
} portico_auth;

/* "portico.users/1": the user store. One provider. Names arrive as typed; the store decides their spelling.
 * The host wraps every store, for all callers. It looks up a name in each of its Unicode forms (as typed, NFC, NFD), and passes
 * names and passwords to `create`, `change` and `set_secret` in NFC. A new password must have 4 to 1024 bytes of UTF-8 without
 * control characters, so that every login method can transmit it; others are PORTICO_INVALID.
 * A read-only store returns PORTICO_UNSUPPORTED from create, update, set_secret, remove and change. */
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

/* "portico.sessions/1": the session store. One provider. Sessions that have expired or were idle too long are not found.
 * `portico user sessions` calls the provider in a process of its own. A provider that uses portico.host.state/1 is assumed to
 * keep its sessions there, in the memory of the server; the command then reports that it cannot reach them. */
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

/* "portico.pages/1": renders a page, given by name, with data. One provider. */
#define PORTICO_PAGES "portico.pages/1"

typedef struct portico_page {
    uint32_t size;
    uint32_t reserved;
    portico_str name;  /* name to pass to render                                         */
    portico_str path;  /* path on the site at which the host serves the page             */
    portico_str guard; /* as in portico_route; empty if the page declares none: pages.default_access applies */
    portico_str fault; /* empty, or why the page cannot be shown, with file and line. The host answers 500 to everyone,
                        * reports the fault to the administrator and serves the other pages. If `path` is empty, the fault is
                        * in a part */
} portico_page;

typedef struct portico_page_sink {
    void* ctx;
    portico_status (*take)(void* ctx, const portico_page* page);
} portico_page_sink;

typedef struct portico_pages {
    uint32_t size;
    uint32_t reserved;

    /* All pages that have a path, including broken ones: a broken page does not make list fail. Called once, after start.
     *                                                                                                       [control] */
    portico_status (*list)(void* self, const portico_page_sink* out, portico_error* why);

    /* Render the page with `data`, a PORTICO_MAP, as UTF-8 HTML. PORTICO_OK, _NOT_FOUND (no such page), or _FAILED with a
     * `why` that names file and line. After an error the host discards what was written.                    [request] */
    portico_status (*render)(void* self, portico_str page, const portico_value* data, const portico_sink* out,
                             portico_error* why);
} portico_pages;

/* "portico.backup/1": saves and restores the plugin's own data. Any number of plugins may provide it, in addition to other
 * capabilities. `portico backup` and `portico restore` call it in a separate process, on a plugin that is created but not
 * started, while servers may use the same store: the functions open what they need themselves. Without this capability, the files
 * in the state directory are copied and restored as they are. Provide it if files may change while they are copied, if several
 * files must match each other, or if the data is stored elsewhere. Save neither the configuration nor portico.host.state/1. */
#define PORTICO_BACKUP "portico.backup/1"

typedef struct portico_backup {
    uint32_t size;
    uint32_t reserved;

    /* Write a consistent copy of all data into `folder` as files and folders, without links. `folder` is an absolute path to an
     * existing empty folder that nothing else uses. Do not block other users of the store for more than a few seconds. Save an
     * empty store, too: load must be able to restore that state.                                            [control] */
    portico_status (*save)(void* self, portico_str folder, portico_error* why);

    /* Replace all current data with the content of `folder`, which save wrote; after an error, nothing is replaced. Servers that
     * use the same store see either the old or the new data. First check that the content is complete and not from a newer
     * version (otherwise PORTICO_INVALID); it may be years old. The plugin may change `folder`, which is deleted after the call.
     *                                                                                                       [control] */
    portico_status (*load)(void* self, portico_str folder, portico_error* why);
} portico_backup;

/* ---- 8  The plugin: manifest and entry ------------------------------------------------------------------------------
 * A plugin is a shared library, NAME.so, that exports exactly one symbol, portico_entry, and contains its manifest in an ELF
 * note, which the host reads before it loads the library. The manifest is JSON, written without quotes around it:
 *
 *     PORTICO_MANIFEST({
 *         "id": "guestbook",                      [a-z][a-z0-9_]*, at most 64 characters, without "__" or a final "_";
 *                                                 the file is called guestbook.so
 *         "version": "1.0.0",
 *         "summary": "One sentence.",
 *         "license": "Apache-2.0",                optional
 *         "provides": ["portico.routes/1"],
 *         "needs": ["portico.users/1"],           optional: their providers start first; see host->capability
 *         "settings": {                           optional: configuration keys plugins.guestbook.NAME
 *             "greeting": {"type": "string", "default": "Hello", "help": "What the page says."}
 *         }
 *     })
 *
 * Settings: "type" is string, integer, boolean, duration ("30s", "5m", "2h"), size ("64 KiB"), path or list; "default" is a value
 * of that type; "help" is one sentence. Optional: "min" and "max" for numbers, and "secret": true to hide the value.
 *
 * Lifecycle: create -> start -> requests -> stop -> destroy. create reads settings and refuses bad ones; other plugins are not
 * available yet. start opens files and stores and obtains the needed capabilities. If create fails, the host makes no further
 * call; if start fails, it calls only destroy. It calls stop when no request is inside the plugin any more.
 *
 * A reload creates a new instance next to the running one: create and start of the new instance come before stop and destroy of
 * the old one, and for a while both serve requests. A plugin must therefore not hold anything exclusively (a port, a lock for its
 * whole lifetime). Keep data that must survive in a store, in the state directory or in portico.host.state/1, never in the
 * plugin's own memory.
 *
 * The host maps a private copy of the installed file, which is in another folder or in memory, so $ORIGIN does not find files
 * installed beside the plugin. A library is mapped once and stays mapped: if the file is unchanged, the next instance is created
 * from the same library, and static variables keep the values that the previous instance left.
 *
 * Before a new or changed plugin, or one with changed settings, enters the server, a trial load runs its lifecycle in a separate
 * process, without requests. The plugin is refused if it crashes there, ends the process, does not return within seconds, writes
 * to stdout or stderr, leaves threads or descriptors behind, closes descriptors that it does not own, or changes signal handlers,
 * locale, umask or working directory. */
#define PORTICO_MAGIC 0x6f637450u /* "Ptco" */

typedef struct portico_plugin {
    uint32_t size;
    uint32_t magic;
    uint32_t abi_major;
    uint32_t abi_minor;
    portico_status (*create)(const portico_host* host, void** self, portico_error* why);   /* [control] */
    portico_status (*start)(void* self, portico_error* why);                               /* [control] */
    portico_status (*stop)(void* self, portico_error* why);                                /* [control] */
    void (*destroy)(void* self);                                                           /* [control] */
    /* The table of a capability that the manifest lists in `provides`; NULL for any other id. Returns the same pointer every
     * time; valid until destroy.                                                                     [any, after create] */
    const void* (*get_capability)(void* self, const char* id);
} portico_plugin;

#define PORTICO_NOTE_NAME "Portico"
#define PORTICO_NOTE_TYPE 1u
#define PORTICO_TEXT_OF_(x) #x
#define PORTICO_TEXT_OF(x) PORTICO_TEXT_OF_(x)

/* The text of the note: {"abi": "1.0", "plugin": <the manifest>}. */
#define PORTICO_NOTE_TEXT(manifest) \
    "{\"abi\":\"" PORTICO_TEXT_OF(PORTICO_ABI_MAJOR) "." PORTICO_TEXT_OF(PORTICO_ABI_MINOR) "\",\"plugin\":" manifest "}"

#define PORTICO_MANIFEST(...) PORTICO_NOTE_(PORTICO_NOTE_TEXT(#__VA_ARGS__))
#define PORTICO_NOTE_(json)                                                                       \
    __attribute__((used, section(".note.portico"), aligned(4))) static const struct {             \
        uint32_t name_size, text_size, type;                                                      \
        char name[sizeof(PORTICO_NOTE_NAME)];                                                     \
        char text[(sizeof(json) + 3u) & ~(size_t)3u];                                             \
    } portico_note = {sizeof(PORTICO_NOTE_NAME), sizeof(json) - 1u, PORTICO_NOTE_TYPE, PORTICO_NOTE_NAME, json}

/* The one exported symbol. In C: PORTICO_ENTRY = {sizeof(portico_plugin), PORTICO_MAGIC, ...}; */
#ifdef __cplusplus
#define PORTICO_ENTRY extern "C" __attribute__((visibility("default"), used)) const portico_plugin portico_entry
#else
#define PORTICO_ENTRY __attribute__((visibility("default"), used)) const portico_plugin portico_entry
#endif

#ifdef __cplusplus
}
#endif
#endif
