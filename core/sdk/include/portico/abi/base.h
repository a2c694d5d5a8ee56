/* SPDX-License-Identifier: Apache-2.0
 *
 * The general rules of the Portico plugin ABI, and what every other header uses: versions, status, strings, errors, sinks.
 *
 * Growth    A struct whose first member is `size` may grow at its end, in whole 8-byte words, in a later minor version.
 *           `size` is sizeof(struct) as compiled by the side that fills it in. Before you read a member that the first version
 *           of a struct did not have, test it with PORTICO_HAS, or PORTICO_HAS_FUNCTION if it is an optional function. What is
 *           not there reads as if it were 0. Structs without `size` never change. Any other change gets a new capability id
 *           ("portico.users/2"). `reserved` is 0. There is no hidden padding. What is not promised yet is in
 *           <portico/abi/draft/NAME.h>, which <portico/abi.h> does not include, and its id begins with "portico.draft.".
 * Threads   Every function has a thread tag: who may call it, on which threads, and when.
 *           [control]   The host calls the plugin, one function at a time, for the steps of its lifecycle. May take seconds.
 *           [request]   Many threads at the same time, between start and stop: those that serve requests, and those that plugins
 *                       started. A plugin may call the functions of the host and of needed capabilities from the beginning of
 *                       its start to the end of its stop, also on its own threads. May block, which delays only the caller.
 *           [exchange]  The thread that received the exchange, until the function that received it returns.
 *           [task]      A thread of the host that runs a task (tasks.h): it may call what is tagged [request] or [any].
 *           [any]       Any thread at any time, from the beginning of create to the end of destroy.
 *           `portico serve --dev` checks this for the functions of the host and of exchanges, and ends with a sentence.
 * Memory    The side that allocates memory also frees it. Arguments are borrowed: they are valid until the call returns, unless
 *           a comment says otherwise. Results go to a struct of the caller, or to a sink: on the thread of the call, before it
 *           returns. Nothing is freed across the ABI boundary.
 * Strings   portico_str: pointer and length, UTF-8, not NUL-terminated. {NULL, 0} is the empty string. Ids of type
 *           `const char*` are NUL-terminated.
 * Errors    Functions return a portico_status; errors are negative. `why` may be NULL; otherwise the callee may write a
 *           sentence for the log and the administrator into it. No client sees the sentence, except in development mode.
 * Never     throw or longjmp across the ABI boundary, call exit or abort, change signal handlers, locale, umask, environment or
 *           working directory, write to stdout or stderr, or leave a thread running after `stop`.
 * Failures  Every failure in auth, users or sessions denies access, and so does an unknown guard. An error never grants access.
 *
 * Example, a sink that counts the bytes that it is given:
 *
 *     static portico_status count(void* ctx, portico_str bytes) {
 *         *(size_t*)ctx += bytes.len;
 *         return PORTICO_OK;
 *     }
 *     static size_t length_of(portico_status (*produce)(const portico_sink* out)) {
 *         size_t bytes = 0;
 *         const portico_sink out = {&bytes, count};
 *         return produce(&out) == PORTICO_OK ? bytes : 0;
 *     }
 */
#ifndef PORTICO_ABI_BASE_H
#define PORTICO_ABI_BASE_H

/* Formatted by hand. */
/* clang-format off */

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The host loads a plugin if the major versions are equal and the plugin's minor version is not newer than the host's. */
#define PORTICO_ABI_MAJOR 1
#define PORTICO_ABI_MINOR 0

/* True if the struct at `table`, a `type`, is large enough to contain `member`, whatever its type and value: 0 and the empty
 * string are values. */
#define PORTICO_HAS(table, type, member) ((table)->size >= offsetof(type, member) + sizeof((table)->member))

/* For functions that are documented as optional: true if `member` is there and not NULL. */
#define PORTICO_HAS_FUNCTION(table, type, member) (PORTICO_HAS(table, type, member) && (table)->member != NULL)

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

#ifdef __cplusplus
}
#endif
#endif
