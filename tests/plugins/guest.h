/* SPDX-License-Identifier: Apache-2.0
 * The common code of all guests, so that each file shows only what is special about its guest. A guest logs each
 * step of its lifecycle. When it is loaded it sets a mark, the variable PORTICO_GUEST_<id>: a guest that is refused
 * because of its file must not leave one. Only guests may modify the environment like this. */
#ifndef PORTICO_TEST_GUEST_H
#define PORTICO_TEST_GUEST_H

#include <portico/abi.h>

#include <stdlib.h>
#include <string.h>

#ifdef __cplusplus
#define GUEST_NOTHING nullptr
#else
#define GUEST_NOTHING NULL
#endif

__attribute__((constructor)) static void guest_leave_mark(void) { setenv("PORTICO_GUEST_" GUEST_ID, "loaded", 1); }

/* The self pointer of a guest is its host, unless it has its own state. */
__attribute__((unused)) static void guest_say(const void* self, const char* step) {
    const portico_host* host = (const portico_host*)self;
    portico_str line;
    line.ptr = step;
    line.len = strlen(step);
    host->log(host, PORTICO_LOG_INFO, line);
}

__attribute__((unused)) static portico_status guest_fail(portico_error* why, const char* message) {
    if (why != GUEST_NOTHING) strncpy(why->message, message, sizeof why->message - 1);
    return PORTICO_FAILED;
}

__attribute__((unused)) static portico_status guest_create(const portico_host* host, void** self, portico_error* why) {
    (void)why;
    memcpy(self, &host, sizeof host);
    guest_say(*self, "create");
    return PORTICO_OK;
}

__attribute__((unused)) static portico_status guest_start(void* self, portico_error* why) {
    (void)why;
    guest_say(self, "start");
    return PORTICO_OK;
}

__attribute__((unused)) static portico_status guest_stop(void* self, portico_error* why) {
    (void)why;
    guest_say(self, "stop");
    return PORTICO_OK;
}

__attribute__((unused)) static void guest_destroy(void* self) { guest_say(self, "destroy"); }

__attribute__((unused)) static const portico_route* guest_no_route(void* self, size_t index) {
    (void)self;
    (void)index;
    return GUEST_NOTHING;
}

__attribute__((unused)) static const void* guest_routes(void* self, const char* id) {
    static const portico_routes table = {sizeof(portico_routes), 0, guest_no_route};
    (void)self;
    return strcmp(id, PORTICO_ROUTES) == 0 ? &table : GUEST_NOTHING;
}

#define GUEST_HEAD sizeof(portico_plugin), PORTICO_MAGIC, PORTICO_ABI_MAJOR, PORTICO_ABI_MINOR

/* An id and a summary: a valid manifest. */
#define GUEST_MANIFEST(id, summary)                                                                                    \
    PORTICO_MANIFEST({"id": id, "version": "1.0.0", "summary": summary, "provides": ["portico.routes/1"]})

#endif
