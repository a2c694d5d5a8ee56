/* SPDX-License-Identifier: Apache-2.0
 *
 * A plugin in plain C that touches every macro of the ABI. Only compiled, by each compiler and standard that the header
 * promises, with all warnings as errors. */
#include <portico/abi.h>

#include <string.h>

PORTICO_MANIFEST({"id" : "touch", "version" : "1.0.0", "summary" : "Compiles.", "provides" : ["portico.routes/1"]});

static size_t bytes_of_headers(const portico_exchange* x) {
    portico_str name;
    portico_str value;
    size_t bytes = 0;
    for (size_t i = 0; x->header_at(x, i, &name, &value) == PORTICO_OK; ++i) bytes += name.len + value.len;
    return bytes;
}

static portico_status handle(void* self, const portico_route* route, portico_exchange* x, portico_error* why) {
    (void)self, (void)why;
    portico_member data[] = {{PORTICO_STR("path"), {PORTICO_TEXT, 0, {.text = route->path}}}};
    portico_value map = {PORTICO_MAP, 0, {.map = {data, 1}}};
    portico_connection connection = {sizeof connection, 0, {0, 0}, {0, 0}, {0, 0}, {0, 0}};
    if (bytes_of_headers(x) > 4096 || x->connection(x, &connection) != PORTICO_OK) return PORTICO_FAILED;
    if (!PORTICO_HAS(x, portico_exchange, base) || x->base.len != 0) return PORTICO_UNSUPPORTED;
    return PORTICO_HAS_FUNCTION(x, portico_exchange, render) ? x->render(x, PORTICO_STR("touch"), &map)
                                                             : PORTICO_UNSUPPORTED;
}

static const portico_route* route(void* self, size_t index) {
    static const portico_route only = {
        sizeof(portico_route), 0, {"GET", 3}, {"/touch", 6}, {"public", 6}, {"Touches.", 8}, (void*)0, handle, 0};
    (void)self;
    return index == 0 ? &only : (const portico_route*)0;
}

static const portico_routes routes = {sizeof(portico_routes), 0, route};

static portico_status create(const portico_host* host, void** self, portico_error* why) {
    (void)host, (void)why;
    *self = (void*)0;
    return PORTICO_OK;
}

static portico_status nothing(void* self, portico_error* why) {
    (void)self, (void)why;
    return PORTICO_OK;
}

static void destroy(void* self) { (void)self; }

static const void* capability(void* self, const char* id) {
    (void)self;
    return strcmp(id, PORTICO_ROUTES) == 0 ? &routes : (const portico_routes*)0;
}

PORTICO_ENTRY = {sizeof(portico_plugin),
                 PORTICO_MAGIC,
                 PORTICO_ABI_MAJOR,
                 PORTICO_ABI_MINOR,
                 create,
                 nothing,
                 nothing,
                 destroy,
                 capability};
