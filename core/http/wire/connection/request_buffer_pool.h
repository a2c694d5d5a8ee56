// SPDX-License-Identifier: Apache-2.0
// Unused request buffers, so that a busy thread allocates none and an idle client holds none. Used by one thread.
#pragma once

#include "http/wire/connection/request_buffer.h"

#include <memory>
#include <vector>

namespace portico::http::wire {

class RequestBufferPool {
public:
    explicit RequestBufferPool(const Limits& limits) : limits_(limits) {}

    std::unique_ptr<RequestBuffer> take() {
        if (spare_.empty()) return std::make_unique<RequestBuffer>(limits_);
        std::unique_ptr<RequestBuffer> one = std::move(spare_.back());
        spare_.pop_back();
        return one;
    }

    void give(std::unique_ptr<RequestBuffer> one) {
        if (spare_.size() < most && !one->hasGrown()) spare_.push_back(std::move(one));
    }

private:
    static constexpr std::size_t most = 8; // for each of many lanes
    const Limits& limits_;
    std::vector<std::unique_ptr<RequestBuffer>> spare_;
};

} // namespace portico::http::wire
