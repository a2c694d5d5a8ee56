/* SPDX-License-Identifier: Apache-2.0
 * A guest whose handler blocks until the test releases it: it writes a byte into the pipe "held" of the folder
 * PORTICO_TEST_HOLDER, and waits for one from the pipe "gate". */
#include "guest.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

GUEST_MANIFEST("holder", "Holds a lane.");

static int open_pipe(const char* name, int how) {
    char path[256];
    const char* folder = getenv("PORTICO_TEST_HOLDER");
    if (folder == NULL) return -1;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return open(path, how | O_CLOEXEC);
}

static portico_status hold(void* self, const portico_route* route, portico_exchange* x, portico_error* why) {
    char byte = 'h';
    const int held = open_pipe("held", O_WRONLY);
    const int gate = open_pipe("gate", O_RDONLY);
    const int good = held >= 0 && gate >= 0 && write(held, &byte, 1) == 1 && read(gate, &byte, 1) == 1;
    (void)self;
    (void)route;
    if (held >= 0) close(held);
    if (gate >= 0) close(gate);
    return good ? x->write(x, PORTICO_STR("let go")) : guest_fail(why, "no pipes");
}

static const portico_route* route(void* self, size_t index) {
    static const portico_route holding = {sizeof(portico_route),
                                          0,
                                          PORTICO_STR_INIT("GET"),
                                          PORTICO_STR_INIT("/hold"),
                                          PORTICO_STR_INIT("public"),
                                          PORTICO_STR_INIT("Waits."),
                                          NULL,
                                          hold,
                                          0};
    (void)self;
    return index == 0 ? &holding : NULL;
}

static const void* capability(void* self, const char* id) {
    static const portico_routes routes = {sizeof(portico_routes), 0, route};
    (void)self;
    return strcmp(id, PORTICO_ROUTES) == 0 ? &routes : NULL;
}

PORTICO_ENTRY = {GUEST_HEAD, guest_create, guest_start, guest_stop, guest_destroy, capability};
