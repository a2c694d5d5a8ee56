// SPDX-License-Identifier: Apache-2.0
// The pin of a generation, as each request acquires and releases it. For call_overhead.cpp only.
#pragma once

#include <portico/abi.h>

#include <memory>
#include <thread>

namespace call_overhead {

class Pinning {
public:
    Pinning();
    ~Pinning();
    Pinning(const Pinning&) = delete;
    Pinning& operator=(const Pinning&) = delete;

    portico_status pin() const;
    // Another thread that continuously pins until the result is destroyed.
    std::jthread inTheBackground() const;

private:
    struct Served;
    std::unique_ptr<Served> served_;
};

} // namespace call_overhead
