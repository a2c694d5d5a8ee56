/* SPDX-License-Identifier: Apache-2.0
 * A guest in C that calls every function of portico.host.metrics/1: its handler counts, and answers with a metric of its own. */
#include "guest.h"

GUEST_MANIFEST("metered", "Counts its requests.");

typedef struct metered {
    const portico_metrics* metrics;
    portico_series *requests, *size, *lengths;
} metered;

static portico_series* defined(const portico_metrics* m, uint32_t kind, portico_str name, const int64_t* bounds,
                               size_t count) {
    const portico_metric_definition definition = {
        sizeof definition, kind, name, PORTICO_STR_INIT("Help of a guest."), NULL, 0, bounds, count, 1, 0};
    portico_metric* metric = NULL;
    portico_series* series = NULL;
    if (m->define(m->ctx, &definition, &metric, NULL) == PORTICO_OK) m->series(m->ctx, metric, NULL, 0, &series);
    return series;
}

static portico_status create(const portico_host* host, void** self, portico_error* why) {
    static const int64_t bounds[] = {1, 10};
    const portico_metrics* m = (const portico_metrics*)host->service(host, PORTICO_METRICS);
    metered* me = (metered*)calloc(1, sizeof *me);
    if (me == NULL || m == NULL || !PORTICO_HAS(m, portico_metrics, write)) return guest_fail(why, "no metrics");
    me->metrics = m;
    me->requests = defined(m, PORTICO_METRIC_COUNTER, PORTICO_STR("requests"), NULL, 0);
    me->size = defined(m, PORTICO_METRIC_GAUGE, PORTICO_STR("size"), NULL, 0);
    me->lengths = defined(m, PORTICO_METRIC_HISTOGRAM, PORTICO_STR("lengths"), bounds, 2);
    if (!me->requests || !me->size || !me->lengths) return guest_fail(why, "no series");
    if (defined(m, PORTICO_METRIC_COUNTER, PORTICO_STR("forged_total"), NULL, 0) != NULL)
        return guest_fail(why, "a bad name was accepted");
    *self = me;
    return PORTICO_OK;
}

static portico_status nothing(void* self, portico_error* why) {
    (void)self, (void)why;
    return PORTICO_OK;
}

static portico_status take(void* ctx, portico_str bytes) {
    portico_exchange* x = (portico_exchange*)ctx;
    return x->write(x, bytes);
}

static portico_status count(void* self, const portico_route* route, portico_exchange* x, portico_error* why) {
    const portico_sink sink = {x, take};
    const metered* me = (const metered*)self;
    (void)route, (void)why;
    me->metrics->add(me->requests, 1);
    me->metrics->set(me->size, 42);
    me->metrics->observe(me->lengths, 5);
    return me->metrics->write(me->metrics->ctx, PORTICO_METRICS_OPENMETRICS, &sink);
}

static const portico_route* route(void* self, size_t index) {
    static const portico_route counting = {sizeof(portico_route),
                                           0,
                                           PORTICO_STR_INIT("GET"),
                                           PORTICO_STR_INIT("/metered/{what}"),
                                           PORTICO_STR_INIT("public"),
                                           PORTICO_STR_INIT("Counts."),
                                           NULL,
                                           count,
                                           0};
    (void)self;
    return index == 0 ? &counting : NULL;
}

static const void* capability(void* self, const char* id) {
    static const portico_routes routes = {sizeof(portico_routes), 0, route};
    (void)self;
    return strcmp(id, PORTICO_ROUTES) == 0 ? &routes : NULL;
}

PORTICO_ENTRY = {GUEST_HEAD, create, nothing, nothing, free, capability};
