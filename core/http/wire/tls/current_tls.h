// SPDX-License-Identifier: Apache-2.0
// The certificates for new connections. A reload replaces them; existing connections keep theirs. Any thread.
#pragma once

#include "http/wire/tls/tls.h"

#include <memory>
#include <mutex>

namespace portico::http::wire {

class CurrentTls {
public:
    explicit CurrentTls(std::shared_ptr<const Tls> first) : tls_(std::move(first)) {}

    std::shared_ptr<const Tls> get() const {
        const std::lock_guard lock(mutex_);
        return tls_;
    }
    void publish(std::shared_ptr<const Tls> next) {
        const std::lock_guard lock(mutex_);
        tls_.swap(next);
    }

private:
    mutable std::mutex mutex_;
    std::shared_ptr<const Tls> tls_;
};

} // namespace portico::http::wire
