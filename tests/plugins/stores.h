/* SPDX-License-Identifier: Apache-2.0
 * Tables of empty stores, for guests that provide users or sessions. */
#ifndef PORTICO_TEST_STORES_H
#define PORTICO_TEST_STORES_H

#include "guest.h"

static portico_status no_user(void* self, portico_str key, const portico_user_sink* out, portico_error* why) {
    (void)self, (void)key, (void)out, (void)why;
    return PORTICO_NOT_FOUND;
}
static portico_status no_users(void* self, const portico_user_sink* out, portico_error* why) {
    (void)self, (void)out, (void)why;
    return PORTICO_OK;
}
static portico_status no_entry(void* self, portico_str name, portico_str password, const portico_user_sink* out,
                               portico_error* why) {
    (void)self, (void)name, (void)password, (void)out, (void)why;
    return PORTICO_DENIED;
}
static portico_status no_new(void* self, const portico_user* user, const portico_secret* secret, portico_error* why) {
    (void)self, (void)user, (void)secret, (void)why;
    return PORTICO_UNSUPPORTED;
}
static portico_status no_change(void* self, const portico_user* user, portico_error* why) {
    (void)self, (void)user, (void)why;
    return PORTICO_UNSUPPORTED;
}
static portico_status no_secret(void* self, portico_str id, const portico_secret* secret, portico_error* why) {
    (void)self, (void)id, (void)secret, (void)why;
    return PORTICO_UNSUPPORTED;
}
static portico_status nothing(void* self, portico_str id, portico_error* why) {
    (void)self, (void)id, (void)why;
    return PORTICO_NOT_FOUND;
}
static const portico_users empty_users = {
    sizeof(portico_users), 0, no_user, no_user, no_users, no_entry, no_new, no_change, no_secret, nothing, NULL};

#endif
