/* SPDX-License-Identifier: Apache-2.0
 *
 * The Portico plugin ABI, major 1: the whole contract between the host and a plugin, and its manual. C11 and C++17.
 * C++ authors include <portico/plugin.hpp> instead, which wraps all of this.
 *
 *   1  Rules that hold everywhere      5  The exchange: request and answer
 *   2  Versions, status, strings       6  The host's table
 *   3  Values (data for pages)         7  Capabilities: routes auth users sessions pages backup
 *   4  Users and sessions as data      8  The plugin: manifest and entry
 *
 * ---- 1  Rules that hold everywhere ----------------------------------------------------------------------------------
 *
 * Growth    A struct that starts with `size` holds sizeof(struct) as its maker compiled it and may grow at its end, in whole
 *           8-byte words, in a later minor version. Read a member of somebody else's struct only if PORTICO_HAS (a function)
 *           or PORTICO_HAS_FIELD (data) says it is there. Structs without `size` never change. Anything else gets a new capability id ("portico.users/2").
 *           `reserved` is 0. There is no hidden padding.
 * Threads   Every function has a tag.
 *           [control]  one thread at a time: create, start, stop, destroy. Takes its time, within reason (seconds).
 *           [request]  many threads at the same time, between start and stop. May block, but holds up one request.
 *           [any]      any thread at any time between create's begin and destroy's end.
 * Memory    Who allocates, frees. What you are given is borrowed: it dies when the call returns, unless its comment says
 *           more. Results go to a sink of the caller, or into a struct of the caller. Nothing is freed across the border.
 * Strings   portico_str: pointer and length, UTF-8, not terminated. {NULL, 0} is the empty string. Ids are terminated.
 * Errors    A portico_status, negative for errors. `why` may be NULL; if not, the callee may put a sentence into it that
 *           is meant for the log and for the administrator; it never reaches a client.
 * Never     throw or longjmp across the border, call exit or abort, change signal handlers, locale, umask, environment or
 *           working directory, write to stdout or stderr, or leave a thread running after `stop`.
 * Closed    Whatever fails in auth, users or sessions denies. An unknown guard denies. An error is never "yes".
 */
#ifndef PORTICO_ABI_H
#define PORTICO_ABI_H

/* Laid out by hand, to be read. */
/* clang-format off */

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- 2  Versions, status, strings ---------------------------------------------------------------------------------- */

/* The host loads a plugin whose major is the same and whose minor is not newer than its own. */
#define PORTICO_ABI_MAJOR 1
#define PORTICO_ABI_MINOR 0

/* Is `member` there in the struct that `table` points to, and, as a pointer, set? */
#define PORTICO_HAS(table, type, member) \
    (PORTICO_HAS_FIELD(table, type, member) && (table)->member != 0)

/* Does the struct that `table` points to reach as far as `member`, whatever its value and type? */
#define PORTICO_HAS_FIELD(table, type, member) ((table)->size >= offsetof(type, member) + sizeof((table)->member))

typedef int32_t portico_status;
#define PORTICO_OK 0            /* done; for a question: yes                                                       */
#define PORTICO_DENIED (-1)     /* no: wrong password, invalid token; the caller tells nobody which               */
#define PORTICO_NOT_FOUND (-2)  /* there is no such thing                                                         */
#define PORTICO_EXISTS (-3)     /* there is one already                                                           */
#define PORTICO_INVALID (-4)    /* the input cannot be accepted; `why` says what is wrong with it                 */
#define PORTICO_UNAVAILABLE (-5) /* not now: store down, pool full; the host answers 503 (429: see flush)           */
#define PORTICO_UNSUPPORTED (-6) /* this provider does not do that (read-only store); `why` says what to do       */
#define PORTICO_FAILED (-7)     /* anything else; the host answers 500                                            */
#define PORTICO_CONFLICT (-8)   /* somebody else has changed it since it was read: read it again                  */

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

/* PORTICO_STR_INIT("literal"): the same as an initialiser, for tables that are static const in C. */
#define PORTICO_STR_INIT(literal) {"" literal, sizeof(literal) - 1}

/* Owned by the caller. The callee writes at most sizeof(message) - 1 bytes and a NUL. */
typedef struct portico_error {
    uint32_t size;
    uint32_t reserved;
    char message[496];
} portico_error;

/* Where a callee puts bytes. write returns PORTICO_OK, or an error at which the callee stops and returns that error. */
typedef struct portico_sink {
    void* ctx;
    portico_status (*write)(void* ctx, portico_str bytes);
} portico_sink;

/* ---- 3  Values (data for pages) -------------------------------------------------------------------------------------
 * A tree without cycles, built by the caller, read by the callee, borrowed like everything else. A struct without `size`:
 * it never changes. In C it is made with initialisers:
 *     portico_member data[] = {{PORTICO_STR("name"), {PORTICO_TEXT, 0, {.text = PORTICO_STR("Ada")}}}};
 */
#define PORTICO_NONE 0u
#define PORTICO_BOOLEAN 1u /* as.integer is 0 or 1                              */
#define PORTICO_INTEGER 2u /* as.integer                                        */
#define PORTICO_REAL 3u    /* as.real, finite                                   */
#define PORTICO_TEXT 4u    /* as.text; escaped by the page                      */
#define PORTICO_LIST 5u    /* as.list                                           */
#define PORTICO_MAP 6u     /* as.map; keys are unique; the order is kept        */

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
    uint32_t type; /* PORTICO_NONE ... PORTICO_MAP; a reader takes an unknown type for PORTICO_NONE */
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

#define PORTICO_USER_DISABLED 1u /* may not log in; every session of theirs is over */

typedef struct portico_user {
    uint32_t size;
    uint32_t flags;     /* PORTICO_USER_...; a reader that meets an unknown flag takes the user for disabled          */
    portico_str id;     /* stable and never used again for somebody else; 1 to 64 bytes of [A-Za-z0-9._@-]            */
    portico_str name;   /* what the person types; one spelling, decided by the store                                  */
    portico_str roles;  /* names of [a-z0-9-], one space between two; may be empty                                    */
    int64_t created;    /* seconds since 1970-01-01 UTC; 0 if the store does not know                                 */
    int64_t changed;    /* last change of name, password, roles or flags; 0 if unknown                                */
    int64_t revision;   /* another number after each such change, and one that no user of this id has had before; only
                           whether two are equal means something. 0: the store does not tell                          */
} portico_user;

/* take copies what it needs and returns PORTICO_OK to get more, or anything else to stop the list there. */
typedef struct portico_user_sink {
    void* ctx;
    portico_status (*take)(void* ctx, const portico_user* user);
} portico_user_sink;

typedef struct portico_session {
    uint32_t size;
    uint32_t reserved;
    portico_str id;       /* 43 characters of base64url: 256 random bits made by the caller of `create`. A secret: stores
                             keep a SHA-256 of it. In lists it is instead the public handle that `end` takes too       */
    portico_str user_id;
    portico_str peer;     /* address at login, for people who look at their sessions                                  */
    portico_str agent;    /* User-Agent at login, cut to 200 bytes                                                    */
    int64_t created;      /* seconds since 1970; set by the store                                                     */
    int64_t seen;         /* last touch; set by the store                                                             */
    int64_t idle_seconds; /* ends when not touched for this long                                                      */
    int64_t expires;      /* ends at this second whatever happens                                                     */
    int64_t revision;     /* of the user, as `verify` told it. The session is over as soon as the user has another one.
                             0: not told                                                                              */
    portico_str kind;     /* what it is for: "browser", "token" ...; at most 32 bytes of [a-z0-9-], or empty. Each kind
                             of a user's sessions has a limit of its own, so that one does not end another            */
} portico_session;

typedef struct portico_session_sink {
    void* ctx;
    portico_status (*take)(void* ctx, const portico_session* session);
} portico_session_sink;

/* ---- 5  The exchange: one request and its answer --------------------------------------------------------------------
 * Belongs to one request and one thread: every function here is called on the thread that was given the exchange, and only
 * until the call that gave it returns. The strings that it hands out live as long.
 * All input was parsed strictly and decoded exactly once; `headers` and `cookies` that came twice are not merged. */
#define PORTICO_EXCHANGE_SECURE 1u     /* came over TLS, to the host or to a proxy of the site: cookies are Secure      */
#define PORTICO_EXCHANGE_LOOPBACK 2u   /* the client is known to be on this machine, with no proxy between              */
#define PORTICO_EXCHANGE_NAVIGATION 4u /* a person's browser wants a page; otherwise a program asks                     */
#define PORTICO_EXCHANGE_OWN_FORM 8u   /* not sent by a foreign site: Sec-Fetch-Site, Origin or the CSRF token say so;
                                          or no browser was made to send it                                          */
#define PORTICO_EXCHANGE_FOREIGN 16u   /* a browser says that another site sent it. With neither of these two, an old
                                          browser says nothing, and no good CSRF token came along                    */

/* The cookie that the host sets for a visitor without a session with a page that has `csrf_token` in it: the token is good in that
 * browser only. Over TLS "__Host-" stands before its name. It identifies nobody. */
#define PORTICO_FORM_COOKIE "portico_form"

/* One part of a multipart/form-data body. The caller sets `size`; the host fills in the rest. */
#define PORTICO_PART_FILE 1u /* of a field for files, even if none was chosen and `filename` is empty               */
typedef struct portico_part {
    uint32_t size;
    uint32_t flags;           /* PORTICO_PART_...                                                                    */
    portico_str name;         /* of the field                                                                        */
    portico_str filename;     /* as sent, a path perhaps: to be shown, never to be opened; of filename* the decoded   */
    portico_str content_type; /* as sent, so a claim; empty: not said                                                */
} portico_part;

typedef struct portico_exchange {
    uint32_t size;
    uint32_t flags; /* PORTICO_EXCHANGE_... */
    void* ctx;
    portico_str method;       /* "GET", "HEAD", "POST" ...; HEAD is answered like GET, the host drops the body         */
    portico_str path;         /* canonical, decoded                                                                    */
    portico_str target;       /* path and query as they were sent, without `base`: what to come back to after a login  */
    portico_str peer;         /* the client's address, without a port; "unix": of a Unix socket; "unknown": behind a
                                 trusted proxy that does not say it                                                    */
    portico_str request_id;
    portico_str body;         /* whole body, at most limits.body; empty on a PORTICO_ROUTE_TAKES_PIECES                */
    const portico_user* user; /* who sent it; NULL for a stranger, and in auth's identify                              */
    portico_str session;      /* the session's id, or empty                                                            */

    /* The value number `index` of that name. PORTICO_OK, or PORTICO_NOT_FOUND. header: names in any case; form: of an
     * application/x-www-form-urlencoded body; parameter: {name} in the route's path.                        [request] */
    portico_status (*header)(const struct portico_exchange* x, portico_str name, size_t index, portico_str* value);
    portico_status (*cookie)(const struct portico_exchange* x, portico_str name, size_t index, portico_str* value);
    portico_status (*query)(const struct portico_exchange* x, portico_str name, size_t index, portico_str* value);
    portico_status (*form)(const struct portico_exchange* x, portico_str name, size_t index, portico_str* value);
    portico_status (*parameter)(const struct portico_exchange* x, portico_str name, portico_str* value);

    /* The answer. The last set_status, render or fail wins; without any it is 200 with what was written.
     * All return PORTICO_INVALID and change nothing for input that may not be sent (CR, LF, bad names).     [request] */
    portico_status (*set_status)(struct portico_exchange* x, int32_t status);
    portico_status (*set_header)(struct portico_exchange* x, portico_str name, portico_str value); /* replaces */
    portico_status (*add_header)(struct portico_exchange* x, portico_str name, portico_str value); /* appends  */
    portico_status (*write)(struct portico_exchange* x, portico_str bytes);                        /* body     */

    /* Answer with page `page` ("login") made of `data`, a PORTICO_MAP, copied by the call. The host adds user, request,
     * csrf_token, site, login_url and logout_url. Rendering happens after the handler has returned.         [request] */
    portico_status (*render)(struct portico_exchange* x, portico_str page, const portico_value* data);

    /* Answer 303 to a place on this site: a path with one leading slash. PORTICO_INVALID for anything else, and nothing is
     * answered: for a place that a client named, go to "/" then.                                            [request] */
    portico_status (*redirect)(struct portico_exchange* x, portico_str path);

    /* Answer with the error page (people) or problem details (programs) of `status`. `reason` is for the log only.
     *                                                                                                       [request] */
    portico_status (*fail)(struct portico_exchange* x, int32_t status, portico_str reason);

    /* Ask a stranger to log in: what auth's `challenge` does for a guarded route.                           [request] */
    portico_status (*challenge)(struct portico_exchange* x);

    /* ---- In pieces: for handlers of routes only; auth's functions get PORTICO_INVALID ----
     * Each such request holds one of the server's threads for as long as it lasts. That is why limits.streams bounds how many
     * answer in pieces or pause, and limits.slow_bodies how many read bodies that did not come at once.
     * The user of such a request is asked for again every few seconds. If they are another one, have another name or other
     * roles, or nobody can tell, each of these functions is PORTICO_UNAVAILABLE from then on and client_gone is 1; an answer in
     * pieces is cut off, and instead of any other one the host sends what it would answer to the request now. */

    /* Send status, headers and what was written, now, and wait until the client has taken it. Without a Cache-Control or an
     * X-Accel-Buffering of the handler, the host has no proxy keep or collect it. From then on each flush sends
     * what was written since, and the end of the handler sends the rest; status and headers, render, redirect, fail and
     * challenge are PORTICO_INVALID. An error of the handler cuts the answer off, so that nobody takes it for whole.
     *   PORTICO_OK           sent
     *   PORTICO_INVALID      render or fail has been called: there is an answer already
     *   PORTICO_UNAVAILABLE  at the first flush: limits.streams are taken. Nothing was sent, and the handler may still answer
     *                        otherwise, for example with this error, which is a 503, or a 429 if it is the client's own network
     *                        that has its share of them.
     *                        At any: the client is gone or too slow. With HEAD, behind the first: the head is all that it
     *                        wants.                                                                          [request] */
    portico_status (*flush)(struct portico_exchange* x);

    /* 1: nobody is there for the rest of the answer. The client has closed its side or had all that it wants (HEAD), or the
     * server, when it stops, waits no longer. 0: go on.                                                      [request] */
    int32_t (*client_gone)(const struct portico_exchange* x);

    /* Wait. PORTICO_OK after that time; PORTICO_UNAVAILABLE as soon as client_gone would say 1, the server begins to stop or a
     * reload replaces the plugin, and at once if limits.streams are taken: in each case come to an end. Behind the first
     * flush of a text/event-stream a comment line is sent after every limits.stream_silence, if the last line is
     * complete.                                                                                             [request] */
    portico_status (*pause)(struct portico_exchange* x, uint32_t milliseconds);

    /* The next bytes of the body, at most `size` (not 0), into `buffer`: PORTICO_OK and their number in `got`, 0 at the end.
     * On a PORTICO_ROUTE_TAKES_PIECES they come from the client, up to limits.upload; elsewhere out of `body`. Anything else:
     * the body is malformed, too long, too slow or one of too many (limits.slow_bodies); then the host answers 400, 413, 408,
     * 503 or 429 whatever the handler does.                                                                 [request] */
    portico_status (*read_body)(struct portico_exchange* x, char* buffer, size_t size, size_t* got);

    /* The next part of a multipart/form-data body, on every route; what is left of the part before is passed over. `part` is
     * borrowed until the next call. At most limits.form_fields parts. An exchange reads by parts or by read_body.
     *   PORTICO_OK           there is one
     *   PORTICO_NOT_FOUND    there are no more, and the body was whole
     *   PORTICO_UNSUPPORTED  the body is not multipart/form-data; as the error of the handler it is a 415
     *   anything else        as in read_body                                                                [request] */
    portico_status (*next_part)(struct portico_exchange* x, portico_part* part);

    /* The next bytes of the part's content: as read_body.                                                   [request] */
    portico_status (*read_part)(struct portico_exchange* x, char* buffer, size_t size, size_t* got);

    /* What stands before every path of the site in a URL for visitors: "/app" if server.public_url is "https://example.org/app",
     * else empty. `path`, `target` and routes are without it, and the host puts it before the path of redirect and of a Location;
     * who writes a URL into a body puts it there.                                                                          */
    portico_str base;
} portico_exchange;

/* ---- 6  The host's table --------------------------------------------------------------------------------------------
 * Valid from create's begin to destroy's end. */
#define PORTICO_LOG_DEBUG 0
#define PORTICO_LOG_INFO 1
#define PORTICO_LOG_WARNING 2
#define PORTICO_LOG_ERROR 3

/* A provider of a capability: the table of the capability and the `self` that its functions take. */
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

    /* One line for the log, with the plugin's id in front.                                                      [any] */
    void (*log)(const struct portico_host* host, int32_t level, portico_str line);

    /* The value of a setting that the manifest declares, as text: an integer in decimal, a boolean "true" or "false", a
     * duration in seconds, a list one entry a line. The text lives as long as the host's table.
     * PORTICO_NOT_FOUND if the manifest declares no such setting.                                               [any] */
    portico_status (*setting)(const struct portico_host* host, portico_str name, portico_str* value);

    /* The provider of a capability that the manifest lists in `needs`. From start to stop.
     * PORTICO_NOT_FOUND if the manifest does not list it.                                              [control: start] */
    portico_status (*capability)(const struct portico_host* host, const char* id, portico_provider* provider);

    /* The table of a service of the host (portico.host.passwords/1, portico.host.state/1), or NULL.             [any] */
    const void* (*service)(const struct portico_host* host, const char* id);

    /* Milliseconds since 1970-01-01 UTC. Ask here, not the system: tests set this clock.                        [any] */
    int64_t (*now)(const struct portico_host* host);

    /* Folder of this plugin's own data: exists, mode 0700, kept over restarts, upgrades and reloads. Absolute. [any] */
    portico_str (*state_directory)(const struct portico_host* host);

    /* Folders with pages, highest first, one entry a line. Absolute.                                            [any] */
    portico_str (*page_directories)(const struct portico_host* host);

    /* Who may see a page that does not say: "public", "user" or "role:NAME" (pages.default_access). For a plugin with pages: what
     * such a page shows, a page for others must not.                                                            [any] */
    portico_str (*default_access)(const struct portico_host* host);
} portico_host;

/* "portico.host.passwords/1": the one place where passwords are hashed, bounded for the whole server, so that a storm of
 * logins slows no page. A password is 1 to 1024 bytes without NUL: anything else cannot be hashed (PORTICO_INVALID) and is
 * never right (PORTICO_DENIED). What is hashed is UTF-8 in NFC; a password is right if it is as typed, in NFC or in NFD. Every
 * call costs tens of milliseconds or waits in a queue: PORTICO_UNAVAILABLE when that is full. The queue serves the networks of
 * clients in turn, and in each network the accounts. The host knows both: the client from the request that the thread serves,
 * the account from the call of portico_users verify, set_secret or create that hashes. */
#define PORTICO_PASSWORDS "portico.host.passwords/1"
typedef struct portico_passwords {
    uint32_t size;
    uint32_t reserved;
    void* ctx;

    /* A new hash (argon2id, PHC string) of the password.                                                    [request] */
    portico_status (*hash)(void* ctx, portico_str password, const portico_sink* out, portico_error* why);

    /* Is this the password of this hash? PORTICO_OK, PORTICO_DENIED (also for a hash that cannot be read), PORTICO_UNAVAILABLE.
     * `upgrade` (may be NULL) becomes 1 if it is and a new hash would be better: store one, else 0. It stays 0 where the old
     * scheme did not look at the whole password: the rest of what was typed may be wrong.
     * A NULL hash ({NULL, 0}) is "no such user": it is denied. Every denial costs what `dearest` does, the dearest hash in
     * the store (empty: a new hash), so that nobody can tell strangers, members and old hashes apart.       [request] */
    portico_status (*verify)(void* ctx, portico_str password, portico_str hash, portico_str dearest, uint32_t* upgrade,
                             portico_error* why);

    /* May this hash be imported? PORTICO_OK, or PORTICO_INVALID and why: unknown scheme, cost out of bounds.    [any] */
    portico_status (*acceptable)(void* ctx, portico_str hash, portico_error* why);

    /* How dear this hash is, to find the dearest of a store: a number without a unit; 0 if it cannot be read.   [any] */
    uint64_t (*cost)(void* ctx, portico_str hash);
} portico_passwords;

/* "portico.host.state/1": what outlives a reload without being on disk: throttles, counters, logins of a store in memory. The
 * host keeps it for each plugin by itself, until its time is over or the server stops; plugins of the old and of the new
 * generation see the same. A key has 1 to 256 bytes, a value at most 64 KiB, a time 1 second to 400 days (PORTICO_INVALID
 * otherwise). It is bounded by state.memory: PORTICO_UNAVAILABLE when it is full of what is still alive. */
#define PORTICO_STATE "portico.host.state/1"
typedef struct portico_state_sink {
    void* ctx;
    /* Returns PORTICO_OK to get more, or anything else to stop the list there. May call the other functions. */
    portico_status (*take)(void* ctx, portico_str key, portico_str value);
} portico_state_sink;

typedef struct portico_state {
    uint32_t size;
    uint32_t reserved;
    void* ctx;

    /* Keep the value for so many seconds from now, in the place of what was there.                              [any] */
    portico_status (*put)(void* ctx, portico_str key, portico_str value, int64_t seconds);

    /* The same if nothing is there: otherwise PORTICO_EXISTS and no change.                                     [any] */
    portico_status (*add)(void* ctx, portico_str key, portico_str value, int64_t seconds);

    /* The same if `before` is there: otherwise PORTICO_NOT_FOUND and no change.                                 [any] */
    portico_status (*replace)(void* ctx, portico_str key, portico_str before, portico_str value, int64_t seconds);

    /* PORTICO_OK after out->write, or PORTICO_NOT_FOUND.                                                        [any] */
    portico_status (*get)(void* ctx, portico_str key, const portico_sink* out);

    /* PORTICO_OK also if there was nothing.                                                                     [any] */
    portico_status (*remove)(void* ctx, portico_str key);

    /* Add `amount` to the counter of that key and get the sum. It begins at 0 and is over `seconds` after its first use,
     * whatever is added later. Its value, for get and list, is the sum in decimal. PORTICO_INVALID if something else is
     * there or the sum has no room.                                                                             [any] */
    portico_status (*count)(void* ctx, portico_str key, int64_t amount, int64_t seconds, int64_t* sum);

    /* What is alive under keys that begin with `prefix`, by key.                                                [any] */
    portico_status (*list)(void* ctx, portico_str prefix, const portico_state_sink* out);
} portico_state;

/* ---- 7  Capabilities ------------------------------------------------------------------------------------------------
 * What a plugin answers from get_capability(id). `self` is the pointer that its create made. */

/* "portico.routes/1": which paths do I serve, and here is the answer. Any number of plugins provide it. */
#define PORTICO_ROUTES "portico.routes/1"

#define PORTICO_ROUTE_ANY_ORIGIN 1u /* takes unsafe requests from foreign sites, which the host answers with 403 otherwise.
                                       Without PORTICO_EXCHANGE_OWN_FORM their sender is a stranger, whatever cookie or
                                       remembered password the browser added; only a bearer token counts. If the guard
                                       needs that user, the host answers 403                                          */
#define PORTICO_ROUTE_TAKES_PIECES 2u /* reads the body itself, by read_body or next_part, up to limits.upload instead of
                                       limits.body. The host does not look into the body: `body` is empty, `form` finds
                                       nothing, and a CSRF token in it does not count. That no foreign site has sent it is
                                       known from Sec-Fetch-Site, Origin or a header X-CSRF-Token only; a browser that says
                                       none of them and sends a cookie gets 403                                      */
typedef struct portico_route {
    uint32_t size;
    uint32_t flags;      /* PORTICO_ROUTE_... */
    portico_str method;  /* "GET" serves HEAD too */
    portico_str path;    /* "/books", "/books/{id}" (one segment), "/files/{path*}" (the rest, at the end only)        */
    portico_str guard;   /* "public", "user" (anyone logged in), "role:NAME"; held by the host; unknown ones deny      */
    portico_str summary; /* one sentence for `portico routes` */
    void* ctx;           /* the plugin's own */

    /* Answer the request. An error becomes a 500 (PORTICO_UNAVAILABLE: 503, PORTICO_NOT_FOUND: 404), whatever was answered
     * before; `why` goes to the log.                                                                        [request] */
    portico_status (*handle)(void* self, const struct portico_route* route, portico_exchange* x, portico_error* why);

    /* Bytes that a body may have here; a longer one is answered with 413. 0: as many as limits.body, or limits.upload on a
     * PORTICO_ROUTE_TAKES_PIECES, allows, which are the bounds in any case. */
    uint64_t body_limit;
} portico_route;

typedef struct portico_routes {
    uint32_t size;
    uint32_t reserved;
    /* Route number `index` from 0, or NULL after the last. Lives until destroy. Asked once, after start.    [control] */
    const portico_route* (*route)(void* self, size_t index);
} portico_routes;

/* "portico.auth/1": who sends this request, and how does a stranger log in? One provider. */
#define PORTICO_AUTH "portico.auth/1"

typedef struct portico_identity {
    void* ctx;
    /* Called at most once by identify. `session` may be empty. Both are copied.                                       */
    portico_status (*take)(void* ctx, const portico_user* user, portico_str session);
} portico_identity;

typedef struct portico_auth {
    uint32_t size;
    uint32_t reserved;

    /* Who sends this? It must have found the user enabled, the session alive and both of the same revision at most one
     * second ago.                                                                                           [request]
     *   PORTICO_OK           `who` was told
     *   PORTICO_NOT_FOUND    no credentials in the request: a stranger
     *   PORTICO_DENIED       credentials that are not valid: a stranger, whose bad credentials `challenge` may mention
     *   anything else        guarded routes answer 503
     * A body beyond limits.buffered_body on a guarded route has not been read yet: `form` finds nothing.
     * May add headers (a renewed cookie); may not answer. Of a request that takes long it is asked again, as if the request
     * came now: after a body that came slowly, and every few seconds while a handler reads or answers in pieces. The headers
     * that it adds then are dropped.                                                                                  */
    portico_status (*identify)(void* self, portico_exchange* x, const portico_identity* who, portico_error* why);

    /* Answer "log in first": a redirect for people (PORTICO_EXCHANGE_NAVIGATION), 401 for programs.         [request] */
    portico_status (*challenge)(void* self, portico_exchange* x, portico_error* why);

    /* Where a person logs in and out: paths on this site, or empty if that is not how it is done. Login gets
     * "?next=<target>", logout is a POST. Live until destroy.                                                   [any] */
    portico_str (*login_path)(void* self);
    portico_str (*logout_path)(void* self);
} portico_auth;

/* "portico.users/1": where do users live? One provider. A name is as the person typed it; the store knows its spelling.
 * Whoever calls a store, the host stands between: it asks for a name that Unicode can write in several ways in each of them
 * (as typed, NFC, NFD), and gives `create`, `change` and `set_secret` names and passwords in NFC. A new password has 4 to 1024
 * bytes of UTF-8 without control characters, which every way to log in can carry; others are PORTICO_INVALID.
 * A store that cannot be written answers PORTICO_UNSUPPORTED to the second half. */
#define PORTICO_USERS "portico.users/1"

#define PORTICO_SECRET_PASSWORD 1u /* text is a password: the store hashes it                            */
#define PORTICO_SECRET_HASH 2u     /* text is a hash that passwords->acceptable takes: kept as it is     */
typedef struct portico_secret {
    uint32_t kind;
    uint32_t reserved;
    portico_str text;
} portico_secret;

typedef struct portico_users {
    uint32_t size;
    uint32_t reserved;

    /* The user of that name, or of that id: PORTICO_OK after out->take, or PORTICO_NOT_FOUND. Disabled ones are found too.
     *                                                                                                       [request] */
    portico_status (*find)(void* self, portico_str name, const portico_user_sink* out, portico_error* why);
    portico_status (*get)(void* self, portico_str id, const portico_user_sink* out, portico_error* why);

    /* Every user, by name.                                                                                  [request] */
    portico_status (*list)(void* self, const portico_user_sink* out, portico_error* why);

    /* Is this the right password for this name?                                                             [request]
     *   PORTICO_OK           right: out->take gets the user (and only then)
     *   PORTICO_DENIED       wrong, no such user, or disabled: all at the same cost
     *   PORTICO_UNAVAILABLE  the store is down or too many are hashing: 503, never "wrong password"                   */
    portico_status (*verify)(void* self, portico_str name, portico_str password, const portico_user_sink* out,
                             portico_error* why);

    /* Make a user; of `user` name, roles and flags are taken. PORTICO_OK, _EXISTS, _INVALID, _UNSUPPORTED.  [request] */
    portico_status (*create)(void* self, const portico_user* user, const portico_secret* secret, portico_error* why);

    /* New roles and flags for user->id, or a new password. PORTICO_OK, _NOT_FOUND, _INVALID, _UNSUPPORTED.  [request] */
    portico_status (*update)(void* self, const portico_user* user, portico_error* why);
    portico_status (*set_secret)(void* self, portico_str id, const portico_secret* secret, portico_error* why);

    /* Delete a user. The id is never given to anybody else. PORTICO_OK, _NOT_FOUND, _UNSUPPORTED.           [request] */
    portico_status (*remove)(void* self, portico_str id, portico_error* why);

    /* May be missing. As `update`, and the name too, if user->revision is still the user's or 0. PORTICO_OK, _NOT_FOUND,
     * _INVALID, _EXISTS (the name is somebody else's), _CONFLICT (another revision), _UNSUPPORTED.          [request] */
    portico_status (*change)(void* self, const portico_user* user, portico_error* why);
} portico_users;

/* "portico.sessions/1": which logins are alive? One provider. A session that is idle or old for too long is not found.
 * `portico user sessions` asks a provider in a process of its own. One that asks the host for portico.host.state/1 is taken to
 * keep its sessions there, in the memory of the server; then the command says that it does not reach them. */
#define PORTICO_SESSIONS "portico.sessions/1"

typedef struct portico_sessions {
    uint32_t size;
    uint32_t reserved;

    /* Begin a session: id, user_id, peer, agent, idle_seconds, expires, revision and kind are taken. PORTICO_OK, _EXISTS,
     * _INVALID, _UNAVAILABLE (store full or down), _DENIED (the store knows the user, who has changed or gone since `verify`:
     * the login does not count).                                                                            [request] */
    portico_status (*create)(void* self, const portico_session* session, portico_error* why);

    /* Is this session alive? PORTICO_OK after out->take, or PORTICO_NOT_FOUND. Changes nothing.             [request] */
    portico_status (*find)(void* self, portico_str id, const portico_session_sink* out, portico_error* why);

    /* It was used just now: the idle time begins anew. Stores may write this once a minute only.            [request] */
    portico_status (*touch)(void* self, portico_str id, portico_error* why);

    /* End one, by its id or by the handle that list shows; all of a user. PORTICO_OK also if there was none. [request] */
    portico_status (*end)(void* self, portico_str id, portico_error* why);
    portico_status (*end_all)(void* self, portico_str user_id, portico_error* why);

    /* The live sessions of a user, newest first, with handles for ids.                                      [request] */
    portico_status (*list)(void* self, portico_str user_id, const portico_session_sink* out, portico_error* why);
} portico_sessions;

/* "portico.pages/1": turn the name of a page and data into bytes. One provider. */
#define PORTICO_PAGES "portico.pages/1"

typedef struct portico_page {
    uint32_t size;
    uint32_t reserved;
    portico_str name;  /* what render takes                                              */
    portico_str path;  /* the path on the site that the host serves it under             */
    portico_str guard; /* as in portico_route; empty: the page does not say, and the configuration decides */
    portico_str fault; /* empty, or why the page cannot be shown, with file and line. The host answers 500 to everyone and
                        * tells the administrator; the other pages are served. With an empty path: of a part of pages */
} portico_page;

typedef struct portico_page_sink {
    void* ctx;
    portico_status (*take)(void* ctx, const portico_page* page);
} portico_page_sink;

typedef struct portico_pages {
    uint32_t size;
    uint32_t reserved;

    /* Every page that is a route by itself, the broken ones too: one broken page is no error of list. Asked once, after
     * start.                                                                                                [control] */
    portico_status (*list)(void* self, const portico_page_sink* out, portico_error* why);

    /* The page made of `data`, a PORTICO_MAP, as UTF-8 HTML. PORTICO_OK, _NOT_FOUND (no such page), or _FAILED with a
     * `why` that names file and line. After an error the host throws away what was written.                 [request] */
    portico_status (*render)(void* self, portico_str page, const portico_value* data, const portico_sink* out,
                             portico_error* why);
} portico_pages;

/* "portico.backup/1": a copy of all that this plugin keeps, and back. Any number of plugins provide it, beside what else they do.
 * `portico backup` and `portico restore` call it in a process of their own, on a plugin that was created and is not started, while
 * servers may work on the same store: it opens what it needs by itself. Without this capability the files in the state directory
 * are copied and put back as they are: provide it if they may change while they are copied, are more than one for one state, or if
 * what the plugin keeps lies elsewhere. Of what the configuration says, and of portico.host.state/1, nothing belongs into it. */
#define PORTICO_BACKUP "portico.backup/1"

typedef struct portico_backup {
    uint32_t size;
    uint32_t reserved;

    /* Write all that is kept, as it was at one moment, into files and folders (no links) in `folder`, an absolute path: it is
     * there, empty, and nobody else looks into it. Who works on the store meanwhile waits for seconds at most. If nothing is kept
     * yet, that is what load must be able to bring back.                                                   [control] */
    portico_status (*save)(void* self, portico_str folder, portico_error* why);

    /* Put what `folder` holds, which save wrote, in the place of what is kept now: all of it or, with an error, nothing. Servers
     * that work on the same store see the one or the other. First look whether it is whole and not of a newer version
     * (PORTICO_INVALID): the folder may be years old. It belongs to the plugin during the call and goes afterwards.
     *                                                                                                       [control] */
    portico_status (*load)(void* self, portico_str folder, portico_error* why);
} portico_backup;

/* ---- 8  The plugin: manifest and entry ------------------------------------------------------------------------------
 * A plugin is a shared library, NAME.so, with exactly one exported symbol, portico_entry, and an ELF note with its manifest,
 * which the host reads before it loads the library. The manifest is JSON, written as it is, without quoting:
 *
 *     PORTICO_MANIFEST({
 *         "id": "guestbook",                      [a-z][a-z0-9_]*, no _ last or twice in a row, at most 64;
 *                                                 the file is called guestbook.so
 *         "version": "1.0.0",
 *         "summary": "One sentence.",
 *         "license": "Apache-2.0",                optional
 *         "provides": ["portico.routes/1"],
 *         "needs": ["portico.users/1"],           optional: start after the provider, host->capability gives it
 *         "settings": {                           optional: keys plugins.guestbook.NAME of the configuration
 *             "greeting": {"type": "string", "default": "Hello", "help": "What the page says."}
 *         }
 *     })
 *
 * Settings: "type" is string, integer, boolean, duration ("30s", "5m", "2h"), size ("64 KiB"), path or list; "default" has the
 * type; "help" is one sentence; optional "min" and "max" for numbers, "secret": true for what nobody may see.
 *
 * Life: create -> start -> requests -> stop -> destroy. create reads settings and refuses bad ones; the world is not there
 * yet. start opens files and stores, asks for the needed capabilities. After a failed create nothing follows; after a failed
 * start only destroy. stop comes when no request is inside any more.
 *
 * A reload makes the next life beside the running one: create and start of the new come before stop and destroy of the old,
 * and both answer requests for a while. So a plugin holds nothing that only one can hold (a port, a lock for its whole life),
 * and what must not be lost is in a store, in the state directory or in portico.host.state/1, never in its own memory.
 *
 * What is mapped is a private copy of the installed file; it has no neighbours, so $ORIGIN leads nowhere. It is mapped once for
 * each content and stays mapped: what did not change gets its next life from the same library, with its static variables as
 * the last life left them.
 *
 * A new or changed plugin, or one with new settings, first lives once in a process of its own, start to destroy, without a
 * request. One that crashes there, ends the process, does not return within seconds, writes to stdout or stderr, leaves
 * threads or descriptors behind, closes descriptors that are not its own, or changes signal handlers, locale, umask or working
 * directory does not come into the server. */
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
    /* The table of a capability that the manifest lists in `provides`, NULL for any other id. The same answer every time;
     * lives until destroy.                                                                           [any, after create] */
    const void* (*get_capability)(void* self, const char* id);
} portico_plugin;

#define PORTICO_NOTE_NAME "Portico"
#define PORTICO_NOTE_TYPE 1u
#define PORTICO_TEXT_OF_(x) #x
#define PORTICO_TEXT_OF(x) PORTICO_TEXT_OF_(x)

/* The note's text: {"abi": "1.0", "plugin": <the manifest>}. */
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
