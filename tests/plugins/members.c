/* SPDX-License-Identifier: Apache-2.0
 * A good guest: users and sessions from one plugin. */
#include "stores.h"

PORTICO_NOTE_(PORTICO_NOTE_TEXT("{\"id\":\"" GUEST_ID "\",\"version\":\"1.0.0\",\"summary\":\"Users and sessions.\","
                                "\"provides\":[\"portico.users/1\",\"portico.sessions/1\"]}"));

static portico_status begin(void* self, const portico_session* session, portico_error* why) {
    (void)self, (void)session, (void)why;
    return PORTICO_OK;
}
static portico_status no_session(void* self, portico_str id, const portico_session_sink* out, portico_error* why) {
    (void)self, (void)id, (void)out, (void)why;
    return PORTICO_NOT_FOUND;
}

static const void* capability(void* self, const char* id) {
    static const portico_sessions sessions = {
        sizeof(portico_sessions), 0, begin, no_session, nothing, nothing, nothing, no_session};
    (void)self;
    if (strcmp(id, PORTICO_USERS) == 0) return &empty_users;
    return strcmp(id, PORTICO_SESSIONS) == 0 ? &sessions : NULL;
}

PORTICO_ENTRY = {GUEST_HEAD, guest_create, guest_start, guest_stop, guest_destroy, capability};
