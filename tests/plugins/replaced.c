/* SPDX-License-Identifier: Apache-2.0
 * Replaces its own file during create, in the probe process: after the server has read and checked the file, but
 * before it copies and loads it. */
#include "guest.h"

#include <stdio.h>

PORTICO_MANIFEST({
    "id": "replaced", "version": "1.0.0", "summary": "Is replaced.", "provides": ["portico.routes/1"],
    "settings": {
        "path": {"type": "string", "default": "", "help": "Where it lies."},
        "by": {"type": "string", "default": "", "help": "What takes its place, if it is there."}
    }
});

static void setting(const portico_host* host, portico_str name, char* text, size_t size) {
    portico_str value = {NULL, 0};
    if (host->setting(host, name, &value) != PORTICO_OK || value.len >= size) value.len = 0;
    memcpy(text, value.ptr, value.len);
    text[value.len] = 0;
}

static portico_status create(const portico_host* host, void** self, portico_error* why) {
    char file[1024], by[1024];
    setting(host, PORTICO_STR("path"), file, sizeof file);
    setting(host, PORTICO_STR("by"), by, sizeof by);
    if (by[0] != 0 && rename(by, file) == 0) guest_say(host, "replaced");
    return guest_create(host, self, why);
}

PORTICO_ENTRY = {GUEST_HEAD, create, guest_start, guest_stop, guest_destroy, guest_routes};
