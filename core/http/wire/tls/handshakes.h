// SPDX-License-Identifier: Apache-2.0
// How many TLS handshakes there were, for metrics. OpenSSL counts them.
#pragma once

#include <cstdint>

namespace portico::http::wire {

struct Handshakes {
    std::int64_t begun = 0, completed = 0, resumed = 0; // resumed ones are completed, too

    Handshakes& operator+=(const Handshakes& more) noexcept {
        begun += more.begun;
        completed += more.completed;
        resumed += more.resumed;
        return *this;
    }
};

} // namespace portico::http::wire
