// SPDX-License-Identifier: Apache-2.0
// Limits for what a client sends and what it receives. The values come from the configuration (limits.*).
#pragma once

#include <chrono>
#include <cstddef>

namespace portico::http {

struct Limits {
    std::size_t target = 8192;     // bytes of the request target; for the rest of the head see wire/connection/limits.h
    std::size_t body = 1048576;    // bytes of a request body
    std::size_t upload = 67108864; // bytes of a request body that its handler reads in pieces
    std::size_t formFields = 100;  // fields of a query or form, parts of a multipart form
    std::size_t formNameBytes = 128;                // bytes of one name, decoded
    std::size_t formValueBytes = 65536;             // bytes of one value, decoded
    std::size_t page = 8388608;                     // bytes of a rendered page
    std::chrono::milliseconds streamSilence{20000}; // silence of an event stream before a keep-alive comment
    // The maximum age of an access decision while a body or answer is streamed. Not configurable: a shorter time would burden the
    // session store, a longer one would surprise an administrator who revokes access.
    std::chrono::milliseconds recheckAccess{3000};
};

} // namespace portico::http
