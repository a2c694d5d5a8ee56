// SPDX-License-Identifier: Apache-2.0
// The reference for a call to a plugin: the same work behind a function and a virtual function, in a separate file, so that no
// call is inlined. For call_overhead.cpp only.
#pragma once

#include <portico/abi.h>

#include <memory>

namespace call_overhead {

portico_status count(void* self, const portico_route* route, portico_exchange* x, portico_error* why);

class Counter {
public:
    virtual ~Counter() = default;
    virtual portico_status count(const portico_route* route, portico_exchange* x, portico_error* why) = 0;
};
std::unique_ptr<Counter> makeCounter();

} // namespace call_overhead
