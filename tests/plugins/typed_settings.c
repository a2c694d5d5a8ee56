/* SPDX-License-Identifier: Apache-2.0
 * A guest that reads settings of every type. Its route, /typed, answers with their values. */
#include "guest.h"

#include <stdio.h>

PORTICO_MANIFEST({
    "id": "typed_settings", "version": "1.0.0", "summary": "Shows its settings.", "provides": ["portico.routes/1"],
    "settings": {
        "loud": {"type": "boolean", "default": false, "help": "Whether."},
        "times": {"type": "integer", "default": -3, "min": -9, "help": "How often."},
        "ratio": {"type": "number", "default": 0.5, "max": 1, "help": "How much."},
        "wait": {"type": "duration", "default": "2m", "help": "How long."},
        "mode": {"type": "enum", "values": ["safe", "fast"], "default": "safe", "help": "How."},
        "ports": {"type": "list of integers", "default": [80, 443], "min": 1, "max": 65535, "help": "Where."},
        "roots": {"type": "list of paths", "default": ["/a", "/b"], "help": "From where."},
        "smtp": {"type": "table", "help": "Mail.", "fields": {
            "port": {"type": "integer", "default": 25, "help": "The port."},
            "password": {"type": "string", "default": "", "secret": true, "help": "Proof."}
        }},
        "feeds": {"type": "list of tables", "max_entries": 3, "help": "Feeds.", "fields": {
            "url": {"type": "string", "help": "Where."},
            "every": {"type": "duration", "default": "1h", "min": "1m", "help": "How often."},
            "token": {"type": "string", "default": "", "secret": true, "help": "Proof."}
        }}
    }
});

static const char* const names[] = {"loud", "times", "ratio", "wait", "mode", "ports", "roots", "smtp", "feeds"};
enum { count = sizeof names / sizeof *names };

static portico_str text_of(const char* text) {
    portico_str all;
    all.ptr = text, all.len = strlen(text);
    return all;
}

static void print(portico_exchange* x, const portico_value* value) {
    char number[32];
    size_t i;
    switch (value->type) {
    case PORTICO_BOOLEAN: x->write(x, text_of(value->as.integer ? "true" : "false")); break;
    case PORTICO_INTEGER:
        snprintf(number, sizeof number, "%lld", (long long)value->as.integer);
        x->write(x, text_of(number));
        break;
    case PORTICO_REAL:
        snprintf(number, sizeof number, "%g", value->as.real);
        x->write(x, text_of(number));
        break;
    case PORTICO_TEXT: x->write(x, value->as.text); break;
    case PORTICO_LIST:
        x->write(x, PORTICO_STR("["));
        for (i = 0; i < value->as.list.count; ++i) print(x, &value->as.list.items[i]), x->write(x, PORTICO_STR(","));
        x->write(x, PORTICO_STR("]"));
        break;
    case PORTICO_MAP:
        x->write(x, PORTICO_STR("{"));
        for (i = 0; i < value->as.map.count; ++i) {
            x->write(x, value->as.map.members[i].key);
            x->write(x, PORTICO_STR("="));
            print(x, &value->as.map.members[i].value);
            x->write(x, PORTICO_STR(","));
        }
        x->write(x, PORTICO_STR("}"));
        break;
    default: x->write(x, PORTICO_STR("?"));
    }
}

/* The tree is as valid now as it was in create. */
static portico_status show(void* self, const portico_route* route, portico_exchange* x, portico_error* why) {
    const portico_host* host = self;
    (void)route;
    for (size_t i = 0; i < count; ++i) {
        portico_value value = {0};
        if (host->setting_value(host, text_of(names[i]), &value) != PORTICO_OK) return guest_fail(why, names[i]);
        x->write(x, text_of(names[i]));
        x->write(x, PORTICO_STR(" "));
        print(x, &value);
        x->write(x, PORTICO_STR("\n"));
    }
    return PORTICO_OK;
}

static portico_status create(const portico_host* host, void** self, portico_error* why) {
    portico_str text;
    portico_value value = {0};
    if (!PORTICO_HAS_FUNCTION(host, portico_host, setting_value)) return guest_fail(why, "an older host");
    if (host->setting(host, PORTICO_STR("wait"), &text) != PORTICO_OK) return guest_fail(why, "no text");
    if (host->setting(host, PORTICO_STR("smtp"), &text) != PORTICO_UNSUPPORTED)
        return guest_fail(why, "text of a table");
    if (host->setting(host, PORTICO_STR("feeds"), &text) != PORTICO_UNSUPPORTED)
        return guest_fail(why, "text of a list");
    if (host->setting_value(host, PORTICO_STR("port"), &value) != PORTICO_NOT_FOUND) return guest_fail(why, "a field");
    return guest_create(host, self, why);
}

static const portico_route* route(void* self, size_t index) {
    static const portico_route typed = {sizeof(portico_route),
                                        0,
                                        PORTICO_STR_INIT("GET"),
                                        PORTICO_STR_INIT("/typed"),
                                        PORTICO_STR_INIT("public"),
                                        PORTICO_STR_INIT("Shows the settings."),
                                        NULL,
                                        show,
                                        0};
    (void)self;
    return index == 0 ? &typed : NULL;
}

static const void* capability(void* self, const char* id) {
    static const portico_routes routes = {sizeof(portico_routes), 0, route};
    (void)self;
    return strcmp(id, PORTICO_ROUTES) == 0 ? &routes : NULL;
}

PORTICO_ENTRY = {GUEST_HEAD, create, guest_start, guest_stop, guest_destroy, capability};
