// SPDX-License-Identifier: Apache-2.0
// How much, and how long, one client and all of them together may take. The values come from the configuration (limits.*).
#pragma once

#include "http/syntax/request_head.h"

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace portico::http::wire {

using Milliseconds = std::chrono::milliseconds;

struct Limits {
    syntax::HeadLimits head;
    std::uint64_t body = 1u << 30;        // bytes of any request body; longer ones are refused by their length
    std::size_t bufferedBody = 64u << 10; // bytes; up to here a body is complete before a lane gets its request
    std::size_t connections = 16384;
    std::size_t connectionsPerAddress = 1024; // 0: any number
    std::size_t queue = 64;                   // requests that wait while all lanes are busy
    Milliseconds queueWait{2000};             // for a lane
    Milliseconds idle{60000};                 // between two requests
    Milliseconds headWait{10000};             // for a whole head, from its first byte or the connection's begin
    Milliseconds bodyWait{10000};             // on top of what the body takes at the least rate
    Milliseconds writeWait{10000};            // on top of what the answer takes at the least rate
    std::size_t leastRate = 1024;             // bytes in a second that a client must send or take
    std::size_t buffered = 256u << 20;        // bytes of unfinished requests and answers of all connections that wait
    unsigned slowBodies = 4;                  // lanes that bodies which are not buffered may hold
    unsigned streams = 8;                     // lanes that answers sent in pieces may hold
};

} // namespace portico::http::wire
