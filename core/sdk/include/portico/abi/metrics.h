/* SPDX-License-Identifier: Apache-2.0
 *
 * "portico.host.metrics/1": counters, gauges and histograms for monitoring. Plugins define them in create or start and count on any
 * thread. Obtain the table with host->service and pass table->ctx.
 * Counting is a few atomic operations: it takes no lock and no memory. The host writes the metric under the name PLUGIN__NAME, a
 * counter under PLUGIN__NAME_total; thus no plugin has the metrics of another or of the host.
 *
 * A metric is written while an instance of the plugin that defined it exists. Its values live as long as the server: after a
 * reload, the next instance that makes the same definition continues to count where the previous one stopped, and for a while
 * both count together. A gauge keeps its last value until it is set again. A definition that differs in anything begins at 0.
 * Trial loads and commands have this service, too, but nobody reads what is counted there.
 *
 * Example, a counter, whose series the plugin keeps:
 *
 *     static portico_series* entries(const portico_host* host, portico_error* why) {
 *         static const portico_metric_definition definition = {
 *             sizeof(portico_metric_definition), PORTICO_METRIC_COUNTER, PORTICO_STR_INIT("entries"),
 *             PORTICO_STR_INIT("Entries written."), 0, 0, 0, 0, 1, 0};
 *         const portico_metrics* metrics = (const portico_metrics*)host->service(host, PORTICO_METRICS);
 *         portico_metric* metric = 0;
 *         portico_series* series = 0;
 *         if (metrics != 0 && metrics->define(metrics->ctx, &definition, &metric, why) == PORTICO_OK)
 *             metrics->series(metrics->ctx, metric, 0, 0, &series);
 *         return series;
 *     }
 *
 *     static void count(const portico_metrics* metrics, portico_series* series) { metrics->add(series, 1); }
 */
#ifndef PORTICO_ABI_METRICS_H
#define PORTICO_ABI_METRICS_H

/* Formatted by hand. */
/* clang-format off */

#include <portico/abi/base.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PORTICO_METRICS "portico.host.metrics/1"

#define PORTICO_METRIC_COUNTER 1u   /* only grows: requests, errors                                               */
#define PORTICO_METRIC_GAUGE 2u     /* any value: entries in a cache, open files                                  */
#define PORTICO_METRIC_HISTOGRAM 3u /* observed values by size: durations, lengths                                */

typedef struct portico_metric_definition {
    uint32_t size;
    uint32_t kind;             /* PORTICO_METRIC_...                                                               */
    portico_str name;          /* [A-Za-z][A-Za-z0-9_]*, at most 100 bytes, not ending in _total, _sum, _count, _bucket,
                                  _created or _info; with its unit at the end: "lookup_seconds", "body_bytes"       */
    portico_str help;          /* one sentence; UTF-8, at most 500 bytes                                           */
    const portico_str* labels; /* the names of the labels, [A-Za-z][A-Za-z0-9_]*, not "le" or "quantile"           */
    size_t label_count;        /* 0 to 8                                                                           */
    const int64_t* bounds;     /* of a histogram: the largest value of each bucket, ascending; a last bucket without bound
                                  is added                                                                          */
    size_t bound_count;        /* 1 to 32; 0 for the other kinds                                                   */
    int64_t divisor;           /* values are divided by it when they are written: 1000000000 if you count nanoseconds and the
                                  name says seconds; 1 otherwise                                                    */
    uint64_t most_series;      /* combinations of label values that are counted separately, at most 10000; 0: 100  */
} portico_metric_definition;

/* Handles, owned by the host; valid until destroy. */
typedef struct portico_metric portico_metric;
typedef struct portico_series portico_series;

/* The formats of `write`, and the media types to send them with. */
#define PORTICO_METRICS_PROMETHEUS 1u  /* text/plain; version=0.0.4; charset=utf-8                                 */
#define PORTICO_METRICS_OPENMETRICS 2u /* application/openmetrics-text; version=1.0.0; charset=utf-8               */

typedef struct portico_metrics {
    uint32_t size;
    uint32_t reserved;
    void* ctx;

    /* Define a metric, at most 200 for each plugin. PORTICO_OK, and in `metric` its handle, the same for the same definition;
     * PORTICO_INVALID (`why` says what is wrong); PORTICO_EXISTS (this instance has defined that name differently);
     * PORTICO_UNAVAILABLE (too many metrics).                                                   [control: create, start] */
    portico_status (*define)(void* ctx, const portico_metric_definition* definition, portico_metric** metric,
                             portico_error* why);

    /* The series with these label values, one for each label, in order; a metric without labels has one series. Takes a lock and
     * memory: keep the handle. Beyond most_series, and for a value that is not UTF-8 or longer than 128 bytes, this is the series
     * whose labels all have the value "other". So values may come from clients, but what an attacker can choose at will fills the
     * series: prefer names that you know. PORTICO_OK, or PORTICO_INVALID (wrong number of values).              [any] */
    portico_status (*series)(void* ctx, portico_metric* metric, const portico_str* values, size_t count,
                             portico_series** series);

    /* Count. NULL, and a series of a kind that does not fit, are ignored.                                       [any]
     *   add      counters, by an amount above 0, and gauges, by any amount
     *   set      gauges
     *   observe  histograms                                                                                          */
    void (*add)(portico_series* series, int64_t amount);
    void (*set)(portico_series* series, int64_t value);
    void (*observe)(portico_series* series, int64_t value);

    /* Write all metrics of the server to `out` in this format (PORTICO_METRICS_...). They show the paths of routes, the names of
     * plugins and how busy the server is: a route that answers with them needs a guard.
     * PORTICO_OK, PORTICO_UNSUPPORTED (unknown format), or the error of the sink.                               [any] */
    portico_status (*write)(void* ctx, uint32_t format, const portico_sink* out);
} portico_metrics;

#ifdef __cplusplus
}
#endif

/* clang-format on */
#endif
