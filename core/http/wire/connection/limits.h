// SPDX-License-Identifier: Apache-2.0
// Limits for one client and for all clients together. The values come from the configuration (limits.*).
#pragma once

#include "http/syntax/message/request_head.h"

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace portico::http::wire {

using Milliseconds = std::chrono::milliseconds;

struct Limits {
    syntax::HeadLimits head;
    std::uint64_t body = 1u << 30;        // bytes of any request body; a longer Content-Length is refused
    std::size_t bufferedBody = 64u << 10; // bytes; a body up to this size is complete before a lane gets the request
    std::size_t connections = 16384;
    std::size_t connectionsPerAddress = 1024; // 0: no limit
    std::size_t queue = 64;                   // requests that may wait while all lanes are busy
    Milliseconds queueWait{2000};             // for a lane
    Milliseconds idle{60000};                 // between two requests
    Milliseconds headWait{10000};             // for a complete head, from its first byte or the start of the connection
    Milliseconds bodyWait{10000};             // in addition to the body's time at the minimum rate
    Milliseconds writeWait{10000};            // in addition to the answer's time at the minimum rate
    std::size_t leastRate = 1024;             // bytes per second that a client must send or accept
    std::size_t buffered = 256u << 20; // bytes of incomplete requests and unsent answers of all waiting connections
    unsigned slowBodies = 4;           // lanes that may be occupied by bodies that are not buffered
    unsigned streams = 8;              // lanes that may be occupied by streamed answers
};

} // namespace portico::http::wire
