/* SPDX-License-Identifier: Apache-2.0
 *
 * The smallest plugin, in C: one route, /hello, whose answer is a setting. It uses only one header.
 *     cc -std=c11 -shared -fPIC -fvisibility=hidden -I SDK/include -o hello.so hello.c */
#include <portico/abi.h>

#include <stdlib.h>
#include <string.h>

PORTICO_MANIFEST({
    "id": "hello",
    "version": "1.0.0",
    "summary": "Says hello at /hello.",
    "provides": ["portico.routes/1"],
    "settings": {"greeting": {"type": "string", "default": "Hello!", "help": "The text of the answer."}}
});

typedef struct hello {
    portico_str greeting; /* valid as long as the host's table */
} hello;

static portico_status create(const portico_host* host, void** self, portico_error* why) {
    (void)why;
    hello* made = calloc(1, sizeof *made);
    if (made == NULL) return PORTICO_FAILED;
    *self = made;
    return host->setting(host, PORTICO_STR("greeting"), &made->greeting);
}

static portico_status nothing(void* self, portico_error* why) {
    (void)self, (void)why;
    return PORTICO_OK;
}

static void destroy(void* self) { free(self); }

static portico_status greet(void* self, const portico_route* route, portico_exchange* x, portico_error* why) {
    (void)route, (void)why;
    x->set_header(x, PORTICO_STR("Content-Type"), PORTICO_STR("text/plain; charset=utf-8"));
    return x->write(x, ((const hello*)self)->greeting);
}

static const portico_route* route(void* self, size_t index) {
    (void)self;
    static const portico_route hello_route = {
        .size = sizeof(portico_route),
        .method = {"GET", 3},
        .path = {"/hello", 6},
        .guard = {"public", 6},
        .summary = {"Says hello.", 11},
        .handle = greet,
    };
    return index == 0 ? &hello_route : NULL;
}

static const void* get_capability(void* self, const char* id) {
    (void)self;
    static const portico_routes routes = {.size = sizeof(portico_routes), .route = route};
    return strcmp(id, PORTICO_ROUTES) == 0 ? &routes : NULL;
}

PORTICO_ENTRY = {
    .size = sizeof(portico_plugin),
    .magic = PORTICO_MAGIC,
    .abi_major = PORTICO_ABI_MAJOR,
    .abi_minor = PORTICO_ABI_MINOR,
    .create = create,
    .start = nothing,
    .stop = nothing,
    .destroy = destroy,
    .get_capability = get_capability,
};
