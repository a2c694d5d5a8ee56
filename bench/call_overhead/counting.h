// SPDX-License-Identifier: Apache-2.0
// Counting in metrics: as a plugin does it, through the host's table, and what the host counts for each request. For
// call_overhead.cpp only.
#pragma once

#include <portico/abi.h>

#include <memory>
#include <thread>

namespace call_overhead {

class Counting {
public:
    Counting();
    ~Counting();
    Counting(const Counting&) = delete;
    Counting& operator=(const Counting&) = delete;

    portico_status add() const;     // to a plugin's counter
    portico_status observe() const; // in a plugin's histogram of times
    portico_status request() const; // what the host counts after a request, with its look at the clock
    // Another thread that continuously counts requests of the same route until the result is destroyed.
    std::jthread inTheBackground() const;

private:
    struct Counted;
    std::unique_ptr<Counted> counted_;
};

} // namespace call_overhead
