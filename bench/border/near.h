// SPDX-License-Identifier: Apache-2.0
// What a call to a plugin is compared with: the same work behind a function and behind a virtual one, each in another file,
// so that no call of them is inlined. For border/main.cpp only.
#pragma once

#include <portico/abi.h>

#include <memory>

namespace border {

portico_status count(void* self, const portico_route* route, portico_exchange* x, portico_error* why);

class Counter {
public:
    virtual ~Counter() = default;
    virtual portico_status count(const portico_route* route, portico_exchange* x, portico_error* why) = 0;
};
std::unique_ptr<Counter> makeCounter();

} // namespace border
