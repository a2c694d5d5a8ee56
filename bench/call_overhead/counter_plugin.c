/* SPDX-License-Identifier: Apache-2.0
 *
 * A plugin whose only route and filter do almost nothing, so that a call costs only the ABI boundary. For call_overhead.cpp only. */
#include <portico/abi.h>

#include <string.h>

PORTICO_MANIFEST({
    "id": "counter_plugin",
    "version": "1.0.0",
    "summary": "Does almost nothing.",
    "provides": ["portico.routes/1", "portico.filter/1"]
});

static portico_status count(void* self, const portico_route* route, portico_exchange* x, portico_error* why) {
    (void)route, (void)x, (void)why;
    ++*(unsigned long*)self;
    return PORTICO_OK;
}

static portico_status pass(void* self, portico_exchange* x, portico_rewrite* rewrite, portico_error* why) {
    (void)x, (void)rewrite, (void)why;
    ++*(unsigned long*)self;
    return PORTICO_OK;
}

static portico_status create(const portico_host* host, void** self, portico_error* why) {
    (void)host, (void)why;
    static unsigned long calls;
    *self = &calls;
    return PORTICO_OK;
}

static portico_status nothing(void* self, portico_error* why) {
    (void)self, (void)why;
    return PORTICO_OK;
}

static void destroy(void* self) { (void)self; }

static const portico_route* route(void* self, size_t index) {
    (void)self;
    static const portico_route counting = {
        .size = sizeof(portico_route),
        .method = {"GET", 3},
        .path = {"/count", 6},
        .guard = {"public", 6},
        .handle = count,
    };
    return index == 0 ? &counting : NULL;
}

static const void* get_capability(void* self, const char* id) {
    (void)self;
    static const portico_routes routes = {.size = sizeof(portico_routes), .route = route};
    static const portico_filter filter = {.size = sizeof(portico_filter), .request = pass};
    if (strcmp(id, PORTICO_FILTER) == 0) return &filter;
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
