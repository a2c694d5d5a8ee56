/* SPDX-License-Identifier: Apache-2.0
 *
 * "portico.host.state/1": the TTL store, for data in memory that survives a reload: throttles, counters, sessions of an in-memory
 * store. Plugins call it, on any thread. Obtain the table with host->service and pass table->ctx.
 * Each plugin has its own entries, which exist until they expire or the server stops; the plugin's old and new generation see the
 * same entries. A key has 1 to 256 bytes, a value at most 64 KiB, a lifetime is 1 second to 400 days (PORTICO_INVALID otherwise).
 * state.memory bounds the store of each plugin: PORTICO_UNAVAILABLE if unexpired entries fill it.
 *
 * Example, at most ten tries a minute for each address:
 *
 *     static portico_status try_again(const portico_host* host, portico_str address) {
 *         const portico_state* state = (const portico_state*)host->service(host, PORTICO_STATE);
 *         int64_t tries = 0;
 *         if (state == NULL) return PORTICO_UNSUPPORTED;
 *         if (state->count(state->ctx, address, 1, 60, &tries) != PORTICO_OK) return PORTICO_UNAVAILABLE;
 *         return tries <= 10 ? PORTICO_OK : PORTICO_DENIED;
 *     }
 */
#ifndef PORTICO_ABI_STATE_H
#define PORTICO_ABI_STATE_H

/* Formatted by hand. */
/* clang-format off */

#include <portico/abi/base.h>

#ifdef __cplusplus
extern "C" {
#endif

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

#ifdef __cplusplus
}
#endif
#endif
