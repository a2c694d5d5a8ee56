/* SPDX-License-Identifier: Apache-2.0
 * Says what it receives: one line "kind name=value" for each header, cookie, query, form and trailer field, in order,
 * and what it knows of the connection. PUT, DELETE, OPTIONS and PROPFIND /mirror get the whole body, PUT
 * /mirror/pieces reads it in pieces and says the trailer before and after. */
#include "guest.h"

#include <stdio.h>

GUEST_MANIFEST("mirror", "Says what it receives.");

typedef portico_status (*at)(const portico_exchange*, size_t, portico_str*, portico_str*);

static void line(portico_exchange* x, const char* kind, portico_str name, portico_str value) {
    const portico_str parts[] = {{kind, strlen(kind)}, PORTICO_STR(" "), name, PORTICO_STR("="), value,
                                 PORTICO_STR("\n")};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; ++i) x->write(x, parts[i]);
}

static void list(portico_exchange* x, const char* kind, at field) {
    portico_str name;
    portico_str value;
    for (size_t i = 0; field(x, i, &name, &value) == PORTICO_OK; ++i) line(x, kind, name, value);
}

static void number(portico_exchange* x, const char* kind, portico_str name, size_t value) {
    char text[24];
    portico_str digits = {text, 0};
    digits.len = (size_t)snprintf(text, sizeof text, "%zu", value);
    line(x, kind, name, digits);
}

static portico_status describe(portico_exchange* x) {
    portico_connection c = {sizeof(portico_connection), 0, {0, 0}, {0, 0}, {0, 0}, {0, 0}};
    const portico_status status = x->connection(x, &c);
    if (status != PORTICO_OK) return status;
    number(x, "connection", PORTICO_STR("port"), c.port);
    line(x, "connection", PORTICO_STR("version"), c.tls_version);
    line(x, "connection", PORTICO_STR("cipher"), c.tls_cipher);
    line(x, "connection", PORTICO_STR("subject"), c.certificate_subject);
    number(x, "connection", PORTICO_STR("certificate"), c.certificate.len);
    return PORTICO_OK;
}

static portico_status whole(void* self, const portico_route* route, portico_exchange* x, portico_error* why) {
    (void)self, (void)route, (void)why;
    line(x, "method", x->method, x->body);
    list(x, "header", x->header_at);
    list(x, "cookie", x->cookie_at);
    list(x, "query", x->query_at);
    list(x, "form", x->form_at);
    list(x, "trailer", x->trailer_at);
    return describe(x);
}

static portico_status pieces(void* self, const portico_route* route, portico_exchange* x, portico_error* why) {
    char buffer[512];
    size_t got = 1;
    size_t all = 0;
    portico_status status = PORTICO_OK;
    (void)self, (void)route, (void)why;
    list(x, "early", x->trailer_at);
    while (status == PORTICO_OK && got > 0) {
        status = x->read_body(x, buffer, sizeof buffer, &got);
        all += got;
    }
    number(x, "body", PORTICO_STR("bytes"), all);
    list(x, "trailer", x->trailer_at);
    return status;
}

#define ROUTE(method, path, flags, handle)                                                                             \
    {                                                                                                                  \
        sizeof(portico_route), flags, PORTICO_STR_INIT(method), PORTICO_STR_INIT(path), PORTICO_STR_INIT("public"),    \
            PORTICO_STR_INIT("Says what it receives."), NULL, handle, 0                                                \
    }

static const portico_route* route(void* self, size_t index) {
    static const portico_route routes[] = {
        ROUTE("PUT", "/mirror", 0, whole), ROUTE("DELETE", "/mirror", 0, whole), ROUTE("OPTIONS", "/mirror", 0, whole),
        ROUTE("PROPFIND", "/mirror", 0, whole), ROUTE("PUT", "/mirror/pieces", PORTICO_ROUTE_TAKES_PIECES, pieces)};
    (void)self;
    return index < sizeof routes / sizeof *routes ? &routes[index] : NULL;
}

static const void* capability(void* self, const char* id) {
    static const portico_routes routes = {sizeof(portico_routes), 0, route};
    (void)self;
    return strcmp(id, PORTICO_ROUTES) == 0 ? &routes : NULL;
}

PORTICO_ENTRY = {GUEST_HEAD, guest_create, guest_start, guest_stop, guest_destroy, capability};
