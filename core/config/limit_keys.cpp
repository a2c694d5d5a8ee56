// SPDX-License-Identifier: Apache-2.0
// The keys limits.*: sizes, timeouts and counts.
#include "config/host_keys.h"

namespace portico::config {

namespace {

void addSizeLimits(Keys& keys) {
    keys.add({.name = "limits.uri",
              .type = Type::size,
              .defaultText = "8 KiB",
              .least = "256 B",
              .most = "64 KiB",
              .sentence = "Maximum length of path and query of a request; longer ones are answered with 414.",
              .reason = "RFC 9112 recommends that every server accept this length.",
              .applies = Applies::atRestart});
    keys.add({.name = "limits.header_size",
              .type = Type::size,
              .defaultText = "16 KiB",
              .least = "1 KiB",
              .most = "1 MiB",
              .sentence = "Maximum size of all headers of a request together; larger ones are answered with 431.",
              .reason = "Room for large cookies of other programs on the same host.",
              .applies = Applies::atRestart});
    keys.add({.name = "limits.header_count",
              .type = Type::integer,
              .defaultText = "100",
              .least = "8",
              .most = "1000",
              .sentence = "Maximum number of headers of a request; more are answered with 431.",
              .reason = "Browsers and proxies together send about thirty.",
              .applies = Applies::atRestart});
    keys.add({.name = "limits.body",
              .type = Type::size,
              .defaultText = "1 MiB",
              .least = "1 KiB",
              .most = "1 GiB",
              .sentence = "Maximum size of a request body; larger ones are answered with 413.",
              .reason = "Forms are small, and the server holds the body in memory."});
    keys.add({.name = "limits.upload",
              .type = Type::size,
              .defaultText = "64 MiB",
              .least = "1 KiB",
              .most = "1024 GiB",
              .sentence =
                  "Maximum size of a request body that a handler reads in pieces; larger ones are answered with 413.",
              .reason = "Enough for photographs and documents, but not for films; such a body is not held in memory."});
    keys.add({.name = "limits.buffered_body",
              .type = Type::size,
              .defaultText = "64 KiB",
              .least = "1 KiB",
              .most = "16 MiB",
              .sentence = "Bodies up to this size are received completely before a thread serves the request.",
              .reason = "A form costs only memory, however slowly it arrives.",
              .applies = Applies::atRestart});
    keys.add({.name = "limits.form_fields",
              .type = Type::integer,
              .defaultText = "200",
              .least = "1",
              .most = "10000",
              .sentence = "Maximum number of fields of a form or query; more are answered with 400.",
              .reason = "More than any form that a person fills in."});
    keys.add({.name = "limits.form_name",
              .type = Type::size,
              .defaultText = "128 B",
              .least = "16 B",
              .most = "64 KiB",
              .sentence = "Maximum length of a field name of a form or query; longer ones are answered with 400.",
              .reason = "The site chooses the names, not its visitors."});
    keys.add({.name = "limits.form_value",
              .type = Type::size,
              .defaultText = "64 KiB",
              .least = "256 B",
              .most = "1 GiB",
              .sentence = "Maximum length of a field value of a form or query; longer ones are answered with 400.",
              .reason = "Enough for a long text in a text area; longer content is sent as a file."});
    keys.add({.name = "limits.page",
              .type = Type::size,
              .defaultText = "8 MiB",
              .least = "64 KiB",
              .most = "1 GiB",
              .sentence = "Maximum size of a rendered page; a larger one is answered with 500.",
              .reason = "Nobody reads that much at once, and a template that loops must end."});
}

void addCounts(Keys& keys) {
    keys.add({.name = "limits.connections",
              .type = Type::integer,
              .defaultText = "16384",
              .least = "16",
              .most = "1000000",
              .sentence = "Maximum number of open connections. At the limit, the network with the most connections "
                          "loses one to another network; otherwise new connections are answered with 503.",
              .reason = "An idle connection costs less than a kilobyte and one descriptor.",
              .applies = Applies::atRestart});
    keys.add({.name = "limits.connections_per_address",
              .type = Type::integer,
              .defaultText = "1024",
              .least = "0",
              .most = "1000000",
              .sentence = "Maximum number of connections of one IPv4 address or IPv6 /64 network that is not a trusted "
                          "proxy; 0: no limit.",
              .reason = "Enough for an office behind one address, but one machine, which may own a whole /64, cannot "
                        "take all connections.",
              .applies = Applies::atRestart});
    keys.add({.name = "limits.buffered",
              .type = Type::size,
              .defaultText = "256 MiB",
              .least = "1 MiB",
              .most = "1024 GiB",
              .sentence =
                  "Maximum memory for unfinished requests and answers of all waiting connections, half of it for "
                  "one network; a request that needs more is answered with 503 or 429, an answer is truncated.",
              .reason = "limits.buffered_body bounds each connection; this key bounds all of them together.",
              .applies = Applies::atRestart});
    keys.add({.name = "limits.queue",
              .type = Type::integer,
              .defaultText = "64",
              .least = "1",
              .most = "65536",
              .sentence =
                  "Maximum number of requests that wait while all threads are busy; networks are served in turn. "
                  "Further requests are answered with 503, or with 429 for the network that has the most.",
              .reason = "Four requests per thread; visitors do not wait longer.",
              .applies = Applies::atRestart});
    keys.add(
        {.name = "limits.slow_bodies",
         .type = Type::integer,
         .defaultText = "4",
         .least = "1",
         .most = "1024",
         .sentence =
             "Maximum number of threads that read bodies larger than limits.buffered_body. At the limit, the network "
             "with the most loses one to another network; otherwise further requests are answered with 503.",
         .reason = "A quarter of the threads; uploads leave the others for pages.",
         .applies = Applies::atRestart});
    keys.add({.name = "limits.streams",
              .type = Type::integer,
              .defaultText = "8",
              .least = "0",
              .most = "1024",
              .sentence =
                  "Maximum number of threads that stream answers, such as event streams. At the limit, the network "
                  "with the most loses one to another network; otherwise further streams are answered with 503.",
              .reason = "Half of the threads; a stream occupies its thread until it ends.",
              .applies = Applies::atRestart});
}

void addTaskLimits(Keys& keys) {
    keys.add({.name = "limits.task_threads",
              .type = Type::integer,
              .defaultText = "2",
              .least = "1",
              .most = "64",
              .sentence =
                  "Maximum number of tasks of plugins that run at the same time, in addition to those past their "
                  "deadlines. The tasks of one plugin leave one of several threads for the other plugins.",
              .reason = "Tasks clean up and fetch; the processors belong to the pages."});
    keys.add({.name = "limits.tasks",
              .type = Type::integer,
              .defaultText = "1000",
              .least = "1",
              .most = "100000",
              .sentence = "Maximum number of tasks of all plugins that wait or run; a plugin cannot add a further one.",
              .reason = "A task costs less than a kilobyte, but each one is looked at whenever a task begins."});
    keys.add({.name = "limits.tasks_per_plugin",
              .type = Type::integer,
              .defaultText = "100",
              .least = "1",
              .most = "100000",
              .sentence = "Maximum number of tasks of one plugin that wait or run; it cannot add a further one.",
              .reason = "A plugin that adds a task for each request must not leave other plugins without any."});
}

void addWaitLimits(Keys& keys) {
    keys.add({.name = "limits.queue_wait",
              .type = Type::duration,
              .defaultText = "2s",
              .least = "1s",
              .most = "1m",
              .sentence = "How long a request waits for a thread before it is answered with 503.",
              .reason = "A quick error is better than a late page.",
              .applies = Applies::atRestart});
    keys.add({.name = "limits.head_wait",
              .type = Type::duration,
              .defaultText = "10s",
              .least = "1s",
              .most = "10m",
              .sentence =
                  "Timeout for receiving a request head, from its first byte; then the request is answered with 408.",
              .reason = "A slow phone needs seconds; an attacker wants minutes.",
              .applies = Applies::atRestart});
    keys.add({.name = "limits.body_wait",
              .type = Type::duration,
              .defaultText = "10s",
              .least = "1s",
              .most = "10m",
              .sentence = "Timeout for receiving a body, in addition to the time it takes at limits.least_rate; then "
                          "the request is answered with 408.",
              .reason = "Enough for a phone that switches between cells.",
              .applies = Applies::atRestart});
    keys.add({.name = "limits.write_wait",
              .type = Type::duration,
              .defaultText = "10s",
              .least = "1s",
              .most = "10m",
              .sentence = "Timeout for sending an answer, in addition to the time it takes at limits.least_rate; then "
                          "the client is disconnected.",
              .reason = "A client that reads more slowly has stopped reading.",
              .applies = Applies::atRestart});
    keys.add(
        {.name = "limits.stream_silence",
         .type = Type::duration,
         .defaultText = "20s",
         .least = "1s",
         .most = "10m",
         .sentence =
             "How long an event stream may be silent before the server sends a comment line, which browsers ignore.",
         .reason =
             "Proxies close a connection that is silent for a minute; sending also reveals that a client has gone."});
    keys.add({.name = "limits.least_rate",
              .type = Type::size,
              .defaultText = "1 KiB",
              .least = "1 B",
              .most = "1 MiB",
              .sentence = "Minimum rate: bytes per second that a client must send or accept on average; a slower "
                          "client is disconnected.",
              .reason = "The slowest mobile network is ten times as fast.",
              .applies = Applies::atRestart});
    keys.add({.name = "limits.idle",
              .type = Type::duration,
              .defaultText = "1m",
              .least = "1s",
              .most = "1h",
              .sentence = "Idle timeout: how long a connection without a request stays open.",
              .reason = "It costs only memory, and the visitor's next page needs no new connection.",
              .applies = Applies::atRestart});
    keys.add({.name = "limits.plugin_wait",
              .type = Type::duration,
              .defaultText = "10s",
              .least = "1s",
              .most = "10m",
              .sentence = "How long a plugin call may take before the log reports it.",
              .reason = "Nobody waits longer for a page. The call itself continues."});
    keys.add({.name = "limits.reload_wait",
              .type = Type::duration,
              .defaultText = "1m",
              .least = "1s",
              .most = "1h",
              .sentence = "Timeout for starting the plugins of a reload, and for stopping those of an old generation.",
              .reason = "Afterwards the server continues without them and can be reloaded again."});
    keys.add({.name = "limits.stop_wait",
              .type = Type::duration,
              .defaultText = "10s",
              .least = "0s",
              .most = "5m",
              .sentence = "How long the server waits for requests in flight when it stops.",
              .reason = "Well below the time after which systemd kills a service."});
}

} // namespace

void addLimitKeys(Keys& keys) {
    addSizeLimits(keys);
    addCounts(keys);
    addTaskLimits(keys);
    addWaitLimits(keys);
}

} // namespace portico::config
