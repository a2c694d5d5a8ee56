// SPDX-License-Identifier: Apache-2.0
// The keys limits.*: how large a request may be, how long one may wait, and how many at once.
#include "config/limit_keys.h"

namespace portico::config {

namespace {

void addSizeLimits(Keys& keys) {
    keys.add({.name = "limits.uri",
              .type = Type::size,
              .defaultText = "8 KiB",
              .least = "256 B",
              .most = "64 KiB",
              .sentence = "Path and query of a request; longer ones are answered with 414.",
              .reason = "What RFC 9112 asks of every server.",
              .applies = Applies::atRestart});
    keys.add({.name = "limits.header_size",
              .type = Type::size,
              .defaultText = "16 KiB",
              .least = "1 KiB",
              .most = "1 MiB",
              .sentence = "All headers of a request together; more is answered with 431.",
              .reason = "Room for large cookies of other programs on the same host.",
              .applies = Applies::atRestart});
    keys.add({.name = "limits.header_count",
              .type = Type::integer,
              .defaultText = "100",
              .least = "8",
              .most = "1000",
              .sentence = "Headers of a request; more are answered with 431.",
              .reason = "Browsers and proxies together send about thirty.",
              .applies = Applies::atRestart});
    keys.add({.name = "limits.body",
              .type = Type::size,
              .defaultText = "1 MiB",
              .least = "1 KiB",
              .most = "1 GiB",
              .sentence = "Body of a request; more is answered with 413.",
              .reason = "Forms are small, and a body is held in memory."});
    keys.add({.name = "limits.upload",
              .type = Type::size,
              .defaultText = "64 MiB",
              .least = "1 KiB",
              .most = "1024 GiB",
              .sentence = "Body of a request to a handler that takes it in pieces; more is answered with 413.",
              .reason = "A photograph or a document, but no film; it is not held in memory."});
    keys.add({.name = "limits.buffered_body",
              .type = Type::size,
              .defaultText = "64 KiB",
              .least = "1 KiB",
              .most = "16 MiB",
              .sentence = "A body up to here is complete before a thread looks at its request.",
              .reason = "Forms, however slow their sender, cost memory only.",
              .applies = Applies::atRestart});
    keys.add({.name = "limits.form_fields",
              .type = Type::integer,
              .defaultText = "200",
              .least = "1",
              .most = "10000",
              .sentence = "Fields of a form or a query; more are answered with 400.",
              .reason = "More than any form that a person fills in."});
    keys.add({.name = "limits.form_name",
              .type = Type::size,
              .defaultText = "128 B",
              .least = "16 B",
              .most = "64 KiB",
              .sentence = "Name of a field of a form or a query; a longer one is answered with 400.",
              .reason = "Names are chosen by the site, not by people."});
    keys.add({.name = "limits.form_value",
              .type = Type::size,
              .defaultText = "64 KiB",
              .least = "256 B",
              .most = "1 GiB",
              .sentence = "Value of a field of a form or a query; a longer one is answered with 400.",
              .reason = "A long text in a text area; what is longer is sent as a file."});
    keys.add({.name = "limits.page",
              .type = Type::size,
              .defaultText = "8 MiB",
              .least = "64 KiB",
              .most = "1 GiB",
              .sentence = "A rendered page; a longer one is answered with 500.",
              .reason = "No person reads so much at once, and a template that loops must end."});
}

void addCounts(Keys& keys) {
    keys.add({.name = "limits.connections",
              .type = Type::integer,
              .defaultText = "16384",
              .least = "16",
              .most = "1000000",
              .sentence = "Connections that are open at the same time; the network that has most loses one to another "
                          "network, else more are turned away with 503.",
              .reason = "An idle one costs less than a kilobyte, and a descriptor.",
              .applies = Applies::atRestart});
    keys.add(
        {.name = "limits.connections_per_address",
         .type = Type::integer,
         .defaultText = "1024",
         .least = "0",
         .most = "1000000",
         .sentence =
             "Of them, those of one address, or one /64 network of IPv6, that is no trusted proxy; 0 sets no limit.",
         .reason = "A whole office behind one address, but no single machine takes them all; one may own a whole /64.",
         .applies = Applies::atRestart});
    keys.add({.name = "limits.buffered",
              .type = Type::size,
              .defaultText = "256 MiB",
              .least = "1 MiB",
              .most = "1024 GiB",
              .sentence =
                  "Memory for the unfinished requests and answers of all connections that wait, half of it for one "
                  "network; a request that needs more is answered with 503 or 429, an answer is cut off.",
              .reason = "A bound for all together: each connection may wait with limits.buffered_body.",
              .applies = Applies::atRestart});
    keys.add({.name = "limits.queue",
              .type = Type::integer,
              .defaultText = "64",
              .least = "1",
              .most = "65536",
              .sentence =
                  "Requests that wait while all threads are busy, networks in turn; more are answered with 503, or "
                  "with 429 to the network that has most.",
              .reason = "Four turns of the threads: who waits longer has gone.",
              .applies = Applies::atRestart});
    keys.add(
        {.name = "limits.slow_bodies",
         .type = Type::integer,
         .defaultText = "4",
         .least = "1",
         .most = "1024",
         .sentence =
             "Threads that may read bodies beyond limits.buffered_body at the same time; the network that has most "
             "loses one to another network, else more are answered with 503.",
         .reason = "A quarter of them: uploads leave the rest to the pages.",
         .applies = Applies::atRestart});
    keys.add({.name = "limits.streams",
              .type = Type::integer,
              .defaultText = "8",
              .least = "0",
              .most = "1024",
              .sentence =
                  "Threads that may send answers in pieces, such as event streams, at the same time; the network that "
                  "has most loses one to another network, else more are answered with 503.",
              .reason = "Half of them: each holds its thread for as long as it lasts.",
              .applies = Applies::atRestart});
}

void addWaitLimits(Keys& keys) {
    keys.add({.name = "limits.queue_wait",
              .type = Type::duration,
              .defaultText = "2s",
              .least = "1s",
              .most = "1m",
              .sentence = "How long a request waits for a thread before it is answered with 503.",
              .reason = "An honest answer now is better than a page later.",
              .applies = Applies::atRestart});
    keys.add({.name = "limits.head_wait",
              .type = Type::duration,
              .defaultText = "10s",
              .least = "1s",
              .most = "10m",
              .sentence =
                  "How long the head of a request may take to come, from its first byte; then it is answered with 408.",
              .reason = "A slow phone needs seconds, an attacker wants minutes.",
              .applies = Applies::atRestart});
    keys.add({.name = "limits.body_wait",
              .type = Type::duration,
              .defaultText = "10s",
              .least = "1s",
              .most = "10m",
              .sentence =
                  "How long a body may take besides what it needs at limits.least_rate; then it is answered with 408.",
              .reason = "Time for a phone that changes its cell.",
              .applies = Applies::atRestart});
    keys.add(
        {.name = "limits.write_wait",
         .type = Type::duration,
         .defaultText = "10s",
         .least = "1s",
         .most = "10m",
         .sentence =
             "How long a client may take for an answer besides what it needs at limits.least_rate; then it is cut off.",
         .reason = "Who reads slower than that does not read.",
         .applies = Applies::atRestart});
    keys.add(
        {.name = "limits.stream_silence",
         .type = Type::duration,
         .defaultText = "20s",
         .least = "1s",
         .most = "10m",
         .sentence = "How long an event stream may be silent before it gets a comment line, which browsers ignore.",
         .reason = "Proxies end a connection that says nothing for a minute, and a reader who has gone is noticed."});
    keys.add({.name = "limits.least_rate",
              .type = Type::size,
              .defaultText = "1 KiB",
              .least = "1 B",
              .most = "1 MiB",
              .sentence = "Bytes in a second that a client must send or take on average.",
              .reason = "The slowest mobile network is ten times as fast.",
              .applies = Applies::atRestart});
    keys.add({.name = "limits.idle",
              .type = Type::duration,
              .defaultText = "1m",
              .least = "1s",
              .most = "1h",
              .sentence = "How long a connection without a request stays open.",
              .reason = "It costs memory only, and a reader's next page needs no new one.",
              .applies = Applies::atRestart});
    keys.add({.name = "limits.plugin_wait",
              .type = Type::duration,
              .defaultText = "10s",
              .least = "1s",
              .most = "10m",
              .sentence = "How long a plugin may work on one call before the log names it.",
              .reason = "Nobody waits longer for a page; the call itself goes on."});
    keys.add(
        {.name = "limits.reload_wait",
         .type = Type::duration,
         .defaultText = "1m",
         .least = "1s",
         .most = "1h",
         .sentence = "How long starting the plugins of a reload, or stopping those of an old generation, may take.",
         .reason = "After that the server goes on without them and can be reloaded again."});
    keys.add({.name = "limits.stop_wait",
              .type = Type::duration,
              .defaultText = "10s",
              .least = "0s",
              .most = "5m",
              .sentence = "How long requests in flight may take to finish when the server stops.",
              .reason = "Well below the time after which systemd kills a service."});
}

} // namespace

void addLimitKeys(Keys& keys) {
    addSizeLimits(keys);
    addCounts(keys);
    addWaitLimits(keys);
}

} // namespace portico::config
