// SPDX-License-Identifier: Apache-2.0
// The certificates for new connections. A reload replaces them; existing connections keep theirs. Any thread.
#pragma once

#include "base/mutex.h"
#include "http/wire/tls/tls.h"

#include <memory>

namespace portico::http::wire {

class CurrentTls {
public:
    explicit CurrentTls(std::shared_ptr<const Tls> first) : tls_(std::move(first)) {}

    std::shared_ptr<const Tls> get() const {
        const MutexLock lock(mutex_);
        return tls_;
    }
    void publish(std::shared_ptr<const Tls> next) {
        const MutexLock lock(mutex_);
        past_ += tls_->handshakes();
        tls_.swap(next);
    }

    // Since the start, except handshakes that were still in progress when their certificates were replaced.
    Handshakes handshakes() const {
        const MutexLock lock(mutex_);
        Handshakes all = past_;
        return all += tls_->handshakes();
    }

private:
    mutable Mutex mutex_;
    std::shared_ptr<const Tls> tls_ PORTICO_GUARDED_BY(mutex_);
    Handshakes past_ PORTICO_GUARDED_BY(mutex_){};
};

} // namespace portico::http::wire
