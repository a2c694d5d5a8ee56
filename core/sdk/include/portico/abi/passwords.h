/* SPDX-License-Identifier: Apache-2.0
 *
 * "portico.host.passwords/1": hashes and verifies passwords for all plugins in one bounded pool, so that many logins at once do
 * not slow down pages. Plugins call it, usually user stores. Obtain the table with host->service and pass table->ctx.
 * A password is 1 to 1024 bytes without NUL: anything else cannot be hashed (PORTICO_INVALID) and never matches (PORTICO_DENIED).
 * Passwords are hashed as UTF-8 in NFC; verify accepts the password as typed, in NFC or in NFD. hash and verify take tens of
 * milliseconds or wait in a queue; PORTICO_UNAVAILABLE if it is full. The queue serves the networks of clients in turn, and
 * within each network its accounts in turn. The host knows both: the client from the request that the thread serves, the account
 * from the enclosing call of verify, set_secret or create in portico_users. On a plugin's own thread there is no client.
 *
 * Example:
 *
 *     static portico_status check(const portico_host* host, portico_str password, portico_str stored, portico_error* why) {
 *         const portico_passwords* pool = (const portico_passwords*)host->service(host, PORTICO_PASSWORDS);
 *         const portico_str costliest = {NULL, 0}; // every hash of this store is as cheap as a new one
 *         if (pool == NULL) return PORTICO_UNSUPPORTED;
 *         return pool->verify(pool->ctx, password, stored, costliest, NULL, why);
 *     }
 */
#ifndef PORTICO_ABI_PASSWORDS_H
#define PORTICO_ABI_PASSWORDS_H

/* Formatted by hand. */
/* clang-format off */

#include <portico/abi/base.h>

#ifdef __cplusplus
extern "C" {
#endif

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

#ifdef __cplusplus
}
#endif
#endif
