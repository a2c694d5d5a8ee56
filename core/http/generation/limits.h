// SPDX-License-Identifier: Apache-2.0
// The bounds of what a client may send and of what is sent back. The values come from the configuration (limits.*).
#pragma once

#include <chrono>
#include <cstddef>

namespace portico::http {

struct Limits {
    std::size_t target = 8192;          // bytes of the request target; of the rest of the head: wire/limits.h
    std::size_t body = 1048576;         // bytes of a request body
    std::size_t upload = 67108864;      // bytes of a request body that its handler reads in pieces
    std::size_t formFields = 100;       // fields of a query or form, parts of a multipart form
    std::size_t formNameBytes = 128;    // bytes of one name, decoded
    std::size_t formValueBytes = 65536; // bytes of one value, decoded
    std::size_t page = 8388608;         // bytes of a rendered page
    std::chrono::milliseconds streamSilence{20000}; // of an event stream, before a comment is sent
    // What was found out about a sender is asked again when a body or an answer in pieces takes longer than this. No key: with less,
    // each stream would cost its store more; more would surprise whoever throws somebody out.
    std::chrono::milliseconds recheckAccess{3000};
};

} // namespace portico::http
